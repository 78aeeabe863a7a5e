-- id: snapchat_android
-- app: Snapchat
-- version: 1
-- paths: com.snapchat.android/databases/arroyo.db; arroyo.db
-- match: conversation_message(client_conversation_id, message_content, sender_id), conversation(client_conversation_id)
-- tested: schema notes only

-- The text of a chat message lies in the protobuf under 4.4.2.1. The owner is named in another file.
-- makes: message
-- needs: conversation_message(rowid, client_conversation_id, sender_id, message_content, creation_timestamp)
-- optional: conversation_message(content_type)
SELECT rowid AS row, client_conversation_id AS chat_id, sender_id AS sender_id, 'unknown' AS direction, unix_ms(creation_timestamp) AS sent_at,
       CASE WHEN content_type = 1 OR content_type IS NULL THEN protobuf(message_content, '4.4.2.1') END AS text, content_type AS kind
FROM conversation_message
ORDER BY rowid;
