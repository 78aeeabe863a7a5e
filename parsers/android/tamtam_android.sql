-- id: tamtam_android
-- app: TamTam
-- platform: android
-- version: 1
-- paths: databases/tamtam_messages*
-- match: messages(msg_server_id, msg_time, msg_text, msg_sender)
-- tested: schema notes only

-- makes: message
-- needs: messages(rowid, msg_time, msg_text, msg_sender)
-- optional: messages(msg_chat_id, msg_media_type)
SELECT rowid AS row, msg_chat_id AS chat_id, msg_sender AS sender_id, 'unknown' AS direction, unix_ms(msg_time) AS sent_at, msg_text AS text,
       msg_media_type AS kind
FROM messages
ORDER BY rowid;
