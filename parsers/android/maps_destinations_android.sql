-- id: maps_destinations_android
-- app: Google Maps
-- platform: android
-- version: 1
-- paths: com.google.android.apps.maps/databases/da_destination_history
-- match: destination_history(time, dest_lat, dest_lng, dest_title)
-- tested: schema notes only

-- Where someone was led to, and from where. Coordinates are whole numbers of a millionth of a degree.
-- makes: location
-- needs: destination_history(rowid, time, dest_lat, dest_lng)
-- optional: destination_history(dest_title, dest_address)
SELECT rowid AS row, dest_lat / 1e6 AS latitude, dest_lng / 1e6 AS longitude, 'app_db' AS origin, unix_ms(time) AS at,
       'destination: ' || trim(coalesce(dest_title, '') || ' ' || coalesce(dest_address, '')) AS label
FROM destination_history
WHERE dest_lat <> 0 OR dest_lng <> 0
ORDER BY rowid;

-- makes: location
-- group: location (start)
-- when: destination_history(source_lat, source_lng)
-- needs: destination_history(rowid, time, source_lat, source_lng)
SELECT rowid AS row, source_lat / 1e6 AS latitude, source_lng / 1e6 AS longitude, 'app_db' AS origin, unix_ms(time) AS at, 'start of a route' AS label
FROM destination_history
WHERE source_lat <> 0 OR source_lng <> 0
ORDER BY rowid;
