-- id: anydesk_trace
-- app: AnyDesk
-- platform: windows
-- version: 1
-- source: lines
-- paths: AnyDesk/connection_trace.txt
-- tested: invented sample only
-- references: notes of public triage tools; AnyDesk's help on its trace files

-- A line is: direction, date and time (the clock's zone is not said), how it was let in, id, id or alias.
-- makes: device_event
SELECT offset AS offset, length AS length,
       'remote session: ' || lower(regex_capture(text, '^(\w+)', 1)) AS kind,
       civil_time(regex_capture(text, '(\d{4}-\d\d-\d\d, \d\d:\d\d)', 1), '%Y-%m-%d, %H:%M') AS at,
       'unknown' AS zone, trim(regex_capture(text, '\d\d:\d\d\s+(.*)$', 1)) AS text
FROM line WHERE regex_capture(text, '^\w+\s+\d{4}-\d\d-\d\d, \d\d:\d\d', 0) IS NOT NULL
ORDER BY number;
