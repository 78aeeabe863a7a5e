-- id: locationd_ios
-- app: Location services
-- platform: ios
-- version: 1
-- paths: locationd/cache_encryptedB.db; locationd/cache_encryptedA.db; locationd/consolidated.db; RootDomain/Library/Caches/locationd/consolidated.db
-- match: LocationHarvest(Timestamp, Latitude, Longitude)
-- match: WifiLocation(MAC, Timestamp, Latitude, Longitude)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Where the phone was when it told Apple about the radio around it.
-- makes: location
-- when: LocationHarvest
-- needs: LocationHarvest(rowid, Timestamp, Latitude, Longitude)
-- optional: LocationHarvest(HorizontalAccuracy, Altitude)
SELECT rowid AS row, Latitude AS latitude, Longitude AS longitude, apple_time(Timestamp) AS at, 'app_db' AS origin,
       CASE WHEN HorizontalAccuracy >= 0 THEN HorizontalAccuracy END AS accuracy_m, Altitude AS altitude_m
FROM LocationHarvest
WHERE Latitude <> 0 OR Longitude <> 0
ORDER BY rowid;

-- Access points that Apple said are near the phone; the time is that of the answer.
-- makes: location
-- group: location (access points)
-- when: WifiLocation
-- needs: WifiLocation(rowid, MAC, Timestamp, Latitude, Longitude)
-- optional: WifiLocation(HorizontalAccuracy)
SELECT rowid AS row, Latitude AS latitude, Longitude AS longitude, apple_time(Timestamp) AS at, 'app_db' AS origin,
       CASE WHEN HorizontalAccuracy >= 0 THEN HorizontalAccuracy END AS accuracy_m,
       'Wi-Fi access point ' || CASE WHEN typeof(MAC) = 'integer' THEN printf('%02x:%02x:%02x:%02x:%02x:%02x', MAC >> 40 & 255,
                                     MAC >> 32 & 255, MAC >> 24 & 255, MAC >> 16 & 255, MAC >> 8 & 255, MAC & 255) ELSE MAC END
         || ', as answered by the service' AS label
FROM WifiLocation
WHERE Latitude BETWEEN -90 AND 90 AND Longitude BETWEEN -179.999999 AND 180 AND (Latitude <> 0 OR Longitude <> 0)
ORDER BY rowid;
