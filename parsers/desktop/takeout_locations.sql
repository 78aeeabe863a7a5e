-- id: takeout_locations
-- version: 1
-- source: json
-- paths: Records.json; Location History.json
-- contains: "locations"
-- items: /locations/*
-- tested: a Records.json of Dawarich's public test files
-- references: notes of public readers of Google Takeout

-- Ten-millionths of a degree, of which some exports wrote those below zero as 32 bits without a sign. The time is
-- RFC 3339; up to 2021 it was a text of Unix milliseconds.
-- makes: location
WITH fix AS (
  SELECT number, pointer, json,
         CASE WHEN json ->> 'latitudeE7' > 2147483647 THEN (json ->> 'latitudeE7') - 4294967296
              ELSE json ->> 'latitudeE7' END AS la,
         CASE WHEN json ->> 'longitudeE7' > 2147483647 THEN (json ->> 'longitudeE7') - 4294967296
              ELSE json ->> 'longitudeE7' END AS lo
  FROM item
  WHERE json_type(json, '$.latitudeE7') = 'integer' AND json_type(json, '$.longitudeE7') = 'integer')
SELECT pointer AS pointer, la / 1e7 AS latitude, lo / 1e7 AS longitude,
       coalesce(iso_time(json ->> 'timestamp'), unix_ms(json ->> 'timestampMs')) AS at, 'app_db' AS origin,
       json ->> 'accuracy' AS accuracy_m, json ->> 'altitude' AS altitude_m
FROM fix WHERE abs(la) <= 900000000 AND abs(lo) <= 1800000000
ORDER BY number;
