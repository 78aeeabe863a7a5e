-- id: kml
-- version: 1
-- source: xml
-- paths: *.kml
-- contains: <kml
-- tested: a track of ExifTool's and the files of Dawarich's public tests
-- references: OGC KML 2.2; Google's extension "gx"

-- Points and lines of place marks: longitude, latitude, altitude, with the time of the mark, of a span its begin.
-- makes: location
-- group: location (place marks)
WITH part AS (
  SELECT e.parent, max(CASE e.name WHEN 'name' THEN e.text END) AS name, max(CASE e.name WHEN 'description' THEN e.text END) AS said
  FROM element e WHERE e.name IN ('name', 'description') GROUP BY e.parent),
moment AS (
  SELECT s.parent, max(trim(t.text)) AS time
  FROM element t JOIN element s ON s.id = t.parent
  WHERE (s.name = 'TimeStamp' AND t.name = 'when') OR (s.name = 'TimeSpan' AND t.name = 'begin') GROUP BY s.parent),
shape AS (
  SELECT c.id, c.xpath, CASE WHEN above.name = 'MultiGeometry' THEN above.parent ELSE above.id END AS mark,
         '["' || replace(replace(replace(replace(c.text, char(13), ' '), char(10), ' '), char(9), ' '), ' ', '","') || '"]' AS list
  FROM element c JOIN element g ON g.id = c.parent JOIN element above ON above.id = g.parent
  WHERE c.name = 'coordinates' AND g.name IN ('Point', 'LineString') AND c.text IS NOT NULL),
place AS (
  SELECT s.id, s.xpath, s.mark, j.key AS number, regex_capture(j.value, '^([-+]?\d+(?:\.\d*)?),', 1) AS lo,
         regex_capture(j.value, '^[^,]*,([-+]?\d+(?:\.\d*)?)(?:,|$)', 1) AS la,
         regex_capture(j.value, '^[^,]*,[^,]*,([-+]?\d+(?:\.\d*)?)$', 1) AS up
  FROM shape s, json_each(CASE WHEN json_valid(s.list) THEN s.list ELSE '[]' END) j)
SELECT p.xpath AS xpath, CAST(p.la AS REAL) AS latitude, CAST(p.lo AS REAL) AS longitude,
       CASE WHEN t.time LIKE '%T%' THEN iso_time(t.time) END AS at, 'app_db' AS origin,
       CAST(p.up AS REAL) AS altitude_m, coalesce(n.name, n.said) AS label
FROM place p LEFT JOIN part n ON n.parent = p.mark LEFT JOIN moment t ON t.parent = p.mark
WHERE abs(CAST(p.la AS REAL)) <= 90 AND abs(CAST(p.lo AS REAL)) <= 180
ORDER BY p.id, p.number;

-- A track lists its times and then its places, which belong together by their order.
-- makes: location
-- group: location (tracks)
WITH part AS (
  SELECT parent, max(text) AS name FROM element WHERE name = 'name' GROUP BY parent),
listed AS (
  SELECT id, parent, name, xpath, trim(text) AS text, row_number() OVER (PARTITION BY parent, name ORDER BY id) AS number
  FROM element WHERE name IN ('when', 'gx:coord')),
place AS (
  SELECT c.id, c.xpath, w.text AS time, CASE WHEN above.name = 'gx:MultiTrack' THEN above.parent ELSE above.id END AS mark,
         regex_capture(c.text, '^([-+]?\d+(?:\.\d*)?)\s', 1) AS lo,
         regex_capture(c.text, '^\S+\s+([-+]?\d+(?:\.\d*)?)(?:\s|$)', 1) AS la,
         regex_capture(c.text, '^\S+\s+\S+\s+([-+]?\d+(?:\.\d*)?)$', 1) AS up
  FROM listed c JOIN element track ON track.id = c.parent JOIN element above ON above.id = track.parent
  LEFT JOIN listed w ON w.parent = c.parent AND w.name = 'when' AND w.number = c.number
  WHERE c.name = 'gx:coord' AND track.name = 'gx:Track')
SELECT p.xpath AS xpath, CAST(p.la AS REAL) AS latitude, CAST(p.lo AS REAL) AS longitude,
       CASE WHEN p.time LIKE '%T%' THEN iso_time(p.time) END AS at, 'app_db' AS origin,
       CAST(p.up AS REAL) AS altitude_m, n.name AS label
FROM place p LEFT JOIN part n ON n.parent = p.mark
WHERE abs(CAST(p.la AS REAL)) <= 90 AND abs(CAST(p.lo AS REAL)) <= 180
ORDER BY p.id;
