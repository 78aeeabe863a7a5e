-- id: maps_places_android
-- app: Google Maps
-- platform: android
-- version: 1
-- paths: com.google.android.apps.maps/databases/gmm_myplaces.db
-- match: sync_item(key_string, latitude, longitude, timestamp)
-- tested: schema notes only

-- Coordinates are whole numbers of a millionth of a degree. Key 0:0 is home, 1:0 work.
-- makes: location
-- needs: sync_item(rowid, key_string, latitude, longitude)
-- optional: sync_item(timestamp)
SELECT rowid AS row, latitude / 1e6 AS latitude, longitude / 1e6 AS longitude, 'app_db' AS origin, unix_ms(timestamp) AS at,
       CASE key_string WHEN '0:0' THEN 'home' WHEN '1:0' THEN 'work' ELSE key_string END AS label
FROM sync_item
WHERE latitude <> 0 OR longitude <> 0
ORDER BY rowid;
