-- id: meta_msys_android
-- app: Instagram
-- app_from_path: com.facebook.orca = Facebook Messenger; com.facebook.katana = Facebook
-- platform: android
-- version: 1
-- paths: databases/ig_msys_database_*; databases/msys_database*; files/msys_database*
-- match: contacts(id, name, normalized_name_for_search, username)
-- tested: schema notes only

-- makes: contact
-- needs: contacts(id, name)
-- optional: contacts(username, phone_number, email_address)
SELECT id AS row, id AS contact_id, name AS name, CASE WHEN phone_number <> '' THEN json_array(phone_number) END AS phones,
       CASE WHEN username <> '' THEN json_array(username) END AS handles, CASE WHEN email_address <> '' THEN json_array(email_address) END AS emails,
       json_array(CAST(id AS TEXT)) AS account_ids
FROM contacts
ORDER BY id;

-- Whose database it is stands in its name only, so the direction of a message is not known here.
-- makes: message
-- when: messages(sender_id, timestamp_ms)
-- needs: messages(rowid, message_id, thread_key, timestamp_ms, sender_id, text)
-- optional: messages(is_admin_message), contacts(id, name), attachments(message_id, filename, playable_url_mime_type, title_text), threads(thread_key, thread_name)
-- index: attachments(message_id)
SELECT m.rowid AS row, m.thread_key AS chat_id, t.thread_name AS chat, m.sender_id AS sender_id, c.name AS sender,
       CASE WHEN m.is_admin_message = 1 THEN 'system' ELSE 'unknown' END AS direction, unix_ms(m.timestamp_ms) AS sent_at, m.text AS text,
       (SELECT json_group_array(json_patch('{}', json_object('name', coalesce(a.filename, a.title_text), 'mime', a.playable_url_mime_type)))
        FROM attachments a WHERE a.message_id = m.message_id) AS attachments
FROM messages m
LEFT JOIN contacts c ON c.id = m.sender_id
LEFT JOIN threads t ON t.thread_key = m.thread_key
ORDER BY m.rowid;

-- Direction 1 is out, 2 in; media type 2 is video.
-- makes: call
-- when: call_log(call_timestamp_ms)
-- needs: call_log(rowid, call_timestamp_ms, call_duration, call_direction, thread_key)
-- optional: call_log(call_media_type), contacts(id, name)
SELECT l.rowid AS row, CASE l.call_direction WHEN 1 THEN 'out' WHEN 2 THEN 'in' END AS direction, l.thread_key AS party_id, c.name AS party,
       unix_ms(l.call_timestamp_ms) AS started_at, l.call_duration AS duration_s, CASE WHEN l.call_duration > 0 THEN 1 END AS answered,
       CASE WHEN l.call_media_type = 2 THEN 1 END AS video, l.call_media_type AS kind
FROM call_log l LEFT JOIN contacts c ON c.id = l.thread_key
ORDER BY l.rowid;
