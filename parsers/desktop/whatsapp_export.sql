-- id: whatsapp_export
-- app: WhatsApp
-- version: 1
-- source: lines
-- paths: _chat.txt; *WhatsApp*.txt
-- entry: ^[\x{200e}\x{200f}]*\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d
-- tested: invented samples in the forms of Android and iOS
-- references: notes of public viewers of exported chats

-- The date's order is the phone's: with dots, or a number above 12 first, it is day first. With slashes it may be
-- either, and then the message has no time. The clock's zone is not said, and neither is whose phone it was.
-- makes: message
WITH head AS (
  SELECT number, offset, length,
         regex_capture(text, '(\d{1,4}[./-]\d{1,2}[./-]\d{2,4})', 1) AS day,
         regex_capture(text, '\d,? (\d{1,2}:\d\d(?::\d\d)?)', 1) AS clock,
         regex_capture(text, '\d,? \d{1,2}:\d\d(?::\d\d)?[\s\x{202f}\x{a0}]?([AaPp]\.?[Mm])', 1) AS half,
         regex_capture(text, '(?s)^[^\]]*?\d:\d\d(?::\d\d)?(?:[\s\x{202f}\x{a0}]?[AaPp]\.?[Mm]\.?)?(?:\] | - )(.*)$', 1) AS rest
  FROM line),
said AS (
  SELECT *, regex_capture(rest, '^([^:\n]{1,100}): ', 1) AS who,
         regex_capture(rest, '(?s)^[^:\n]{1,100}: (.*)$', 1) AS words
  FROM head WHERE day IS NOT NULL AND clock IS NOT NULL AND rest IS NOT NULL)
SELECT offset AS offset, length AS length,
       regex_capture((SELECT name FROM file), '(?:WhatsApp Chat with |Чат WhatsApp с(?: контактом)? )(.*)\.txt$', 1) AS chat,
       trim(who, '~ ' || char(0x200e, 0xa0, 0x202f)) AS sender,
       CASE WHEN who IS NULL THEN 'system' ELSE 'unknown' END AS direction,
       CASE WHEN day LIKE '%/%' AND CAST(day AS INTEGER) <= 12 THEN NULL
            ELSE civil_time(replace(replace(day, '/', '.'), '-', '.') || ' ' || clock || coalesce(' ' || half, ''),
                   CASE WHEN day LIKE '____.%' OR day LIKE '____-%' OR day LIKE '____/%' THEN '%Y.%m.%d'
                        WHEN regex_capture(day, '\d{4}$', 0) IS NOT NULL THEN '%d.%m.%Y' ELSE '%d.%m.%y' END
                   || CASE WHEN half IS NULL THEN ' %H:%M' ELSE ' %I:%M' END
                   || CASE WHEN clock LIKE '%:%:%' THEN ':%S' ELSE '' END
                   || CASE WHEN half IS NULL THEN '' ELSE ' %p' END)
       END AS sent_at,
       'unknown' AS zone,
       trim(CASE WHEN who IS NULL THEN rest ELSE words END, char(0x200e)) AS text
FROM said ORDER BY number;
