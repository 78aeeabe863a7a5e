-- id: timeline_android
-- app: Google Timeline
-- platform: android
-- version: 1
-- paths: com.google.android.gms/databases/odlh-storage.db
-- match: semantic_segment_table(start_timestamp_seconds, semantic_segment, segment_type)
-- tested: schema notes only

-- What a segment holds is an undocumented protobuf; its kind, begin and end are plain.
-- The kinds stay numbers.
-- makes: device_event
-- needs: semantic_segment_table(rowid, start_timestamp_seconds, segment_type)
-- optional: semantic_segment_table(end_timestamp_seconds)
SELECT rowid AS row, 'timeline segment ' || coalesce(segment_type, '') AS kind, unix_s(start_timestamp_seconds) AS at,
       'until ' || strftime('%Y-%m-%dT%H:%M:%SZ', end_timestamp_seconds, 'unixepoch') AS text, 'Google Timeline' AS app
FROM semantic_segment_table
ORDER BY rowid;

-- The place of a visit: ten-millionths of a degree, of which those below zero are kept as 32 bits without a sign.
-- makes: location
-- needs: semantic_segment_table(rowid, start_timestamp_seconds, semantic_segment)
WITH p AS (SELECT rowid AS id, start_timestamp_seconds AS t, protobuf(semantic_segment, '3.1.4.5.1') AS la, protobuf(semantic_segment, '3.1.4.5.2') AS lo
           FROM semantic_segment_table)
SELECT id AS row, CASE WHEN la > 2147483647 THEN la - 4294967296 ELSE la END / 1e7 AS latitude,
       CASE WHEN lo > 2147483647 THEN lo - 4294967296 ELSE lo END / 1e7 AS longitude, 'app_db' AS origin, unix_s(t) AS at
FROM p
WHERE typeof(la) = 'integer' AND typeof(lo) = 'integer'
ORDER BY id;
