-- id: instagram_android
-- app: Instagram
-- platform: android
-- version: 1
-- paths: com.instagram.android/databases/direct.db
-- match: messages(thread_id, message_type, timestamp, message), threads(thread_id, thread_info)
-- tested: schema notes only

-- Times are microseconds. The owner is the user of the session; without it no direction is given.
-- makes: message
-- needs: messages(rowid, thread_id, message_type, timestamp, text, message)
-- optional: session(user_id), threads(thread_id, thread_info)
WITH m AS (SELECT rowid AS id, thread_id, message_type, timestamp, text, message, CAST(json_text(message, '$.user_id') AS TEXT) AS author FROM messages),
     people AS (SELECT t.thread_id, CAST(json_text(u.value, '$.pk') AS TEXT) AS pk, coalesce(nullif(json_text(u.value, '$.full_name'), ''), json_text(u.value, '$.username')) AS name
                FROM threads t, json_each(CASE WHEN json_valid(t.thread_info) THEN t.thread_info END, '$.users') u)
SELECT m.id AS row, m.thread_id AS chat_id,
       (SELECT json_text(t.thread_info, '$.thread_title') FROM threads t WHERE t.thread_id = m.thread_id) AS chat,
       CASE WHEN m.author NOT IN (SELECT CAST(user_id AS TEXT) FROM session WHERE user_id IS NOT NULL) THEN m.author END AS sender_id,
       CASE WHEN m.author NOT IN (SELECT CAST(user_id AS TEXT) FROM session WHERE user_id IS NOT NULL)
            THEN (SELECT p.name FROM people p WHERE p.thread_id = m.thread_id AND p.pk = m.author) END AS sender,
       CASE WHEN m.author IN (SELECT CAST(user_id AS TEXT) FROM session) THEN 'out' WHEN m.author IS NOT NULL AND EXISTS (SELECT 1 FROM session) THEN 'in' END AS direction,
       unix_us(m.timestamp) AS sent_at, coalesce(nullif(m.text, ''), json_text(m.message, '$.text'), json_text(m.message, '$.link.text')) AS text,
       m.message_type AS kind
FROM m
WHERE m.message_type IS NOT 'video_call_event'
ORDER BY m.id;

-- makes: call
-- when: messages(message_type)
-- needs: messages(rowid, thread_id, message_type, timestamp, message)
SELECT rowid AS row, thread_id AS party_id, unix_us(timestamp) AS started_at, 1 AS video,
       coalesce(json_text(message, '$.video_call_event.action'), message_type) AS kind
FROM messages
WHERE message_type = 'video_call_event'
ORDER BY rowid;

-- makes: chat
-- when: threads
-- needs: threads(rowid, thread_id, thread_info)
SELECT rowid AS row, thread_id AS chat_id, json_text(thread_info, '$.thread_title') AS name,
       (SELECT json_group_array(json_text(u.value, '$.username')) FROM json_each(CASE WHEN json_valid(thread_info) THEN thread_info END, '$.users') u) AS participants
FROM threads
ORDER BY rowid;

-- makes: account
-- when: session
-- needs: session(rowid, user_id)
SELECT rowid AS row, user_id AS account_id FROM session ORDER BY rowid;
