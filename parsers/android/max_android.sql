-- id: max_android
-- app: MAX
-- platform: android
-- version: 1
-- match: messages(server_id, sender, text, delivery_status, chat_id), chats(server_id, data), phones(phonebook_id, phone),
--   fcm_notifications(message_id, text)
-- tested: schema notes only

-- The file's name is not known for sure; the set of tables tells it. Whose number the owner's is, the messages do not say:
-- a message with a status of delivery is not taken for an outgoing one.
-- makes: message
-- needs: messages(id, sender, text, time, chat_id)
-- optional: messages(type, media_type)
SELECT m.id AS row, m.chat_id AS chat_id, m.sender AS sender_id, 'unknown' AS direction, unix_ms(m.time) AS sent_at, m.text AS text,
       m.type || coalesce(':' || m.media_type, '') AS kind
FROM messages m
ORDER BY m.id;

-- Pushes keep their texts when the message has gone.
-- makes: message
-- group: message (pushes)
-- when: fcm_notifications
-- needs: fcm_notifications(rowid, chat_id, text, time)
-- optional: fcm_notifications(chat_title, sender_user_name)
SELECT rowid AS row, chat_id AS chat_id, chat_title AS chat, sender_user_name AS sender, 'in' AS direction, unix_ms(time) AS sent_at, text AS text,
       'push' AS kind
FROM fcm_notifications
ORDER BY rowid;

-- The telephone's own address book as the app saw it.
-- makes: contact
-- when: phones
-- needs: phones(rowid, phone)
-- optional: phones(contact_id, first_name, last_name)
SELECT rowid AS row, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') AS name,
       CASE WHEN phone <> '' THEN json_array(phone) END AS phones,
       CASE WHEN contact_id > 0 THEN json_array(CAST(contact_id AS TEXT)) END AS account_ids
FROM phones
ORDER BY rowid;
