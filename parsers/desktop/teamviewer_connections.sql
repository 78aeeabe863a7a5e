-- id: teamviewer_connections
-- app: TeamViewer
-- version: 1
-- source: lines
-- paths: TeamViewer/Connections_incoming.txt; Connections_incoming.txt
-- tested: invented sample only
-- references: notes of public triage tools and write-ups, which agree that its times are UTC

-- Fields between tabs: id and name of the other computer, begin, end, user who was logged on here, mode, session.
-- makes: device_event
WITH f AS (
  SELECT number, offset, length, regex_capture(text, '^\s*(\d+)\t', 1) AS id, regex_capture(text, '^[^\t]*\t([^\t]*)\t', 1) AS name,
         regex_capture(text, '\t(\d\d-\d\d-\d{4} \d\d:\d\d:\d\d)\t', 1) AS begun,
         regex_capture(text, '\t\d\d-\d\d-\d{4} \d\d:\d\d:\d\d\t(\d\d-\d\d-\d{4} \d\d:\d\d:\d\d)', 1) AS ended,
         regex_capture(text, '^(?:[^\t]*\t){4}([^\t]*)', 1) AS user, regex_capture(text, '^(?:[^\t]*\t){5}([^\t]*)', 1) AS mode
  FROM line)
SELECT offset AS offset, length AS length, 'remote session: incoming' || coalesce(', ' || nullif(mode, ''), '') AS kind,
       civil_time(begun, '%d-%m-%Y %H:%M:%S') AS at,
       'from ' || id || coalesce(' (' || nullif(name, '') || ')', '') || coalesce(', to user ' || nullif(user, ''), '')
         || coalesce(', until ' || ended || ' UTC', '') AS text
FROM f WHERE id IS NOT NULL AND begun IS NOT NULL
ORDER BY number;
