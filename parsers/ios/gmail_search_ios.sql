-- id: gmail_search_ios
-- app: Gmail
-- platform: ios
-- version: 1
-- paths: Library/Application Support/data/*/searchsqlitedb
-- match: offline_search_content(c0, c2, c3, c4, c7, c8), offline_search_docsize
-- tested: an iOS 15 file system
-- references: notes of public parsers

-- The index for searching without a network holds whole mails: time, thread, message, from, to, copies, subject, text.
-- makes: email
-- needs: offline_search_content(id, c0, c2, c3, c4, c7, c8)
-- optional: offline_search_content(c5, c6)
SELECT id AS row, c3 AS "from", CASE WHEN c4 <> '' THEN json_array(c4) END AS "to", c7 AS subject, c8 AS text, unix_ms(c0) AS sent_at, c2 AS message_id
FROM offline_search_content
ORDER BY id;
