-- id: rcs_android
-- app: Google Messages
-- platform: android
-- version: 1
-- paths: com.google.android.apps.messaging/databases/bugle_db
-- match: messages(conversation_id, sender_id, message_status, message_protocol), parts(message_id, content_type), participants(normalized_destination)
-- tested: schema notes only

-- The owner is the participant whose sub_id is a SIM's (0 and up, or -1 on old versions); -2 is another party.
-- makes: message
-- needs: messages(_id, conversation_id, sender_id, sent_timestamp, received_timestamp, message_status)
-- optional: messages(message_protocol), parts(_id, message_id, text, uri, content_type, local_cache_path), conversations(_id, name),
--   participants(_id, sub_id, normalized_destination, display_destination, full_name)
-- index: parts(message_id)
SELECT m._id AS row, m.conversation_id AS chat_id, c.name AS chat,
       CASE WHEN p.sub_id = -2 THEN coalesce(nullif(p.normalized_destination, ''), p.display_destination) END AS sender_id,
       CASE WHEN p.sub_id = -2 THEN p.full_name END AS sender,
       CASE WHEN p.sub_id = -2 THEN 'in' WHEN p.sub_id >= -1 THEN 'out' END AS direction,
       coalesce(unix_ms(m.sent_timestamp), unix_ms(m.received_timestamp)) AS sent_at, unix_ms(m.received_timestamp) AS received_at,
       (SELECT group_concat(x.text, char(10)) FROM parts x WHERE x.message_id = m._id AND x.text <> '') AS text,
       (SELECT json_group_array(json_patch('{}', json_object('name', path_base(coalesce(nullif(x.local_cache_path, ''), x.uri)), 'mime', x.content_type,
                                                             'path', coalesce(nullif(x.local_cache_path, ''), x.uri))))
        FROM parts x WHERE x.message_id = m._id AND x.content_type <> 'text/plain') AS attachments,
       CASE m.message_protocol WHEN 3 THEN 'rcs' WHEN 0 THEN 'sms' WHEN 1 THEN 'mms' ELSE m.message_protocol END || ':' || m.message_status AS kind
FROM messages m
LEFT JOIN conversations c ON c._id = m.conversation_id
LEFT JOIN participants p ON p._id = m.sender_id
ORDER BY m._id;

-- makes: contact
-- when: participants
-- needs: participants(_id, normalized_destination)
-- optional: participants(sub_id, display_destination, full_name)
SELECT _id AS row, _id AS contact_id, full_name AS name, json_array(coalesce(nullif(normalized_destination, ''), display_destination)) AS phones
FROM participants
WHERE coalesce(sub_id, -2) = -2 AND coalesce(nullif(normalized_destination, ''), display_destination) <> ''
ORDER BY _id;
