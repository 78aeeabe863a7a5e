-- id: pidgin_logs
-- app: Pidgin
-- version: 1
-- source: lines
-- paths: .purple/logs/**/*.txt; .purple/logs/**/*.html
-- entry: ^(?:<[^>]*>)*\(\d{1,2}:\d\d
-- tested: invented samples of both forms
-- references: libpurple's public sources, log.c

-- A line holds the time of day alone; day and zone are in the file's name, which tells when the conversation began.
-- Where the clock goes back, a later day begins, and from there on lines have no time here. In HTML the colour tells
-- who wrote: #16569E this side, #A82F2F the other. Plain text does not tell.
-- makes: message
WITH f AS (SELECT path, name, regex_capture(name, '^(\d{4}-\d\d-\d\d)\.\d{6}', 1) AS day, regex_capture(name, '^\d{4}-\d\d-\d\d\.(\d{6})', 1) AS begun,
                  regex_capture(name, '^\d{4}-\d\d-\d\d\.\d{6}([+-]\d{4})', 1) AS zone FROM file),
l AS (SELECT number, offset, length, text AS raw,
             CASE WHEN f.name LIKE '%.html' THEN trim(html_text(text), char(10, 13) || ' ') ELSE text END AS text, f.day, f.begun, f.zone, f.path
      FROM line, f),
m AS (SELECT *, regex_capture(text, '^\((\d\d:\d\d:\d\d)(?: [AP]M)?\)', 1) AS clock, regex_capture(text, '^\(\d\d:\d\d:\d\d ([AP]M)\)', 1) AS half,
             regex_capture(text, '^\([^)]*\)\s+([^:\n]{1,100}):\s', 1) AS who, regex_capture(text, '(?s)^\([^)]*\)\s+[^:\n]{1,100}:\s+(.*)$', 1) AS words,
             regex_capture(text, '(?s)^\([^)]*\)\s+(.*)$', 1) AS rest
      FROM l),
t AS (SELECT *, civil_time(day || ' ' || clock || coalesce(' ' || half, '') || coalesce(' ' || zone, ''),
                           CASE WHEN half IS NULL THEN '%Y-%m-%d %H:%M:%S' ELSE '%Y-%m-%d %I:%M:%S %p' END || CASE WHEN zone IS NULL THEN '' ELSE ' %z' END) AS at,
             civil_time(day || ' ' || begun || coalesce(' ' || zone, ''), '%Y-%m-%d %H%M%S' || CASE WHEN zone IS NULL THEN '' ELSE ' %z' END) AS first
      FROM m WHERE clock IS NOT NULL),
u AS (SELECT *, coalesce(at < coalesce(lag(at) OVER (ORDER BY number), first), 0) AS fell FROM t),
v AS (SELECT *, sum(fell) OVER (ORDER BY number) AS days FROM u)
SELECT offset AS offset, length AS length, path_part(path, -2) AS chat_id, who AS sender,
       CASE WHEN who IS NULL THEN 'system' WHEN raw LIKE '<font color="#16569E">%' THEN 'out' WHEN raw LIKE '<font color="#A82F2F">%' THEN 'in'
            ELSE 'unknown' END AS direction,
       CASE WHEN days = 0 THEN at END AS sent_at, CASE WHEN zone IS NULL AND days = 0 THEN 'unknown' END AS zone,
       coalesce(words, rest) AS text
FROM v ORDER BY number;
