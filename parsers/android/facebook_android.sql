-- id: facebook_android
-- app: Facebook Messenger
-- app_from_path: com.facebook.katana = Facebook
-- platform: android
-- version: 1
-- paths: com.facebook.*/databases/threads_db2
-- match: messages(msg_id, thread_key, timestamp_ms, sender), thread_users(user_key)
-- tested: schema notes only

-- A thread of two is "ONE_TO_ONE:other:owner": who is not the other wrote the outgoing ones. -1 is a placeholder.
-- makes: message
-- needs: messages(rowid, thread_key, timestamp_ms, text, sender)
-- optional: messages(attachments, coordinates, generic_admin_message_extensible_data, msg_type), threads(thread_key, name)
WITH m AS (SELECT rowid AS id, *, replace(json_text(sender, '$.user_key'), 'FACEBOOK:', '') AS author FROM messages)
SELECT m.id AS row, m.thread_key AS chat_id, t.name AS chat,
       CASE WHEN m.thread_key NOT LIKE 'ONE_TO_ONE:%' OR m.thread_key LIKE 'ONE_TO_ONE:' || m.author || ':%' THEN m.author END AS sender_id,
       json_text(m.sender, '$.name') AS sender,
       CASE WHEN m.thread_key LIKE 'ONE_TO_ONE:' || m.author || ':%' THEN 'in' WHEN m.thread_key LIKE 'ONE_TO_ONE:%:' || m.author THEN 'out'
            ELSE 'unknown' END AS direction,
       unix_ms(m.timestamp_ms) AS sent_at, m.text AS text,
       (SELECT json_group_array(json_patch('{}', json_object('name', json_text(a.value, '$.filename'), 'mime', json_text(a.value, '$.mime_type'))))
        FROM json_each(CASE WHEN json_valid(m.attachments) THEN m.attachments END) a) AS attachments,
       CAST(json_text(m.coordinates, '$.latitude') AS REAL) AS latitude, CAST(json_text(m.coordinates, '$.longitude') AS REAL) AS longitude,
       m.msg_type AS kind
FROM m LEFT JOIN threads t ON t.thread_key = m.thread_key
WHERE m.msg_type IS NOT -1 AND m.generic_admin_message_extensible_data IS NULL
ORDER BY m.id;

-- The row is written when the call ends.
-- makes: call
-- when: messages(generic_admin_message_extensible_data)
-- needs: messages(rowid, thread_key, timestamp_ms, generic_admin_message_extensible_data)
SELECT rowid AS row, json_text(generic_admin_message_extensible_data, '$.caller_id') AS party_id,
       unix_ms(timestamp_ms - 1000 * coalesce(json_text(generic_admin_message_extensible_data, '$.call_duration'), 0)) AS started_at, json_text(generic_admin_message_extensible_data, '$.call_duration') AS duration_s,
       json_text(generic_admin_message_extensible_data, '$.video') AS video, json_text(generic_admin_message_extensible_data, '$.event') AS kind
FROM messages
WHERE json_text(generic_admin_message_extensible_data, '$.caller_id') IS NOT NULL
ORDER BY rowid;

-- makes: contact
-- when: thread_users
-- needs: thread_users(rowid, user_key)
-- optional: thread_users(first_name, last_name, username)
SELECT rowid AS row, replace(user_key, 'FACEBOOK:', '') AS contact_id, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') AS name,
       CASE WHEN username <> '' THEN json_array(username) END AS handles
FROM thread_users
ORDER BY rowid;
