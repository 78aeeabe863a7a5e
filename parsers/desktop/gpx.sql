-- id: gpx
-- version: 1
-- source: xml
-- paths: *.gpx
-- contains: <gpx
-- tested: tracks of OsmAnd and Arc, and of ExifTool's test files
-- references: GPX 1.1 schema of topografix.com

-- Way points, points of planned routes and points of recorded tracks. Their times are UTC unless they say another
-- zone. A point without a name of its own carries that of its track or route.
-- makes: location
WITH part AS (
  SELECT parent, max(CASE name WHEN 'time' THEN trim(text) END) AS time, max(CASE name WHEN 'ele' THEN trim(text) END) AS ele,
         max(CASE name WHEN 'name' THEN text END) AS name, max(CASE name WHEN 'desc' THEN text END) AS said
  FROM element WHERE name IN ('time', 'ele', 'name', 'desc') GROUP BY parent),
point AS (
  SELECT e.id, e.xpath, e.attributes ->> 'lat' AS la, e.attributes ->> 'lon' AS lo,
         CASE e.path WHEN '/gpx/trk/trkseg/trkpt' THEN s.parent WHEN '/gpx/rte/rtept' THEN e.parent END AS whole
  FROM element e JOIN element s ON s.id = e.parent
  WHERE e.path IN ('/gpx/wpt', '/gpx/rte/rtept', '/gpx/trk/trkseg/trkpt'))
SELECT p.xpath AS xpath, CAST(p.la AS REAL) AS latitude, CAST(p.lo AS REAL) AS longitude,
       iso_time(CASE WHEN regex_capture(d.time, '(?:Z|[+-]\d\d:\d\d)$', 0) IS NULL THEN d.time || 'Z'
                              ELSE d.time END) AS at,
       'app_db' AS origin, CASE WHEN regex_capture(d.ele, '^[-+]?\d+(?:\.\d*)?$', 0) IS NOT NULL THEN CAST(d.ele AS REAL) END AS altitude_m,
       coalesce(d.name, d.said, w.name) AS label
FROM point p LEFT JOIN part d ON d.parent = p.id LEFT JOIN part w ON w.parent = p.whole
WHERE regex_capture(p.la, '^\s*[-+]?\d+(?:\.\d*)?\s*$', 0) IS NOT NULL AND abs(CAST(p.la AS REAL)) <= 90
  AND regex_capture(p.lo, '^\s*[-+]?\d+(?:\.\d*)?\s*$', 0) IS NOT NULL AND abs(CAST(p.lo AS REAL)) <= 180
ORDER BY p.id;
