-- id: line_android
-- app: LINE
-- platform: android
-- version: 1
-- paths: jp.naver.line.android/databases/naver_line
-- match: chat_history(chat_id, from_mid, created_time, attachement_type)
-- tested: schema notes only

-- The column's name is misspelt in the app. Status 1 is in, 2 out; other states of a message without a
-- sender are the owner's too. Attachment 6 is a call.
-- makes: message
-- needs: chat_history(id, chat_id, from_mid, content, created_time)
-- optional: chat_history(status, attachement_type, attachement_local_uri), contacts(m_id, name)
SELECT m.id AS row, m.chat_id AS chat_id, (SELECT c.name FROM contacts c WHERE c.m_id = m.chat_id) AS chat, m.from_mid AS sender_id,
       (SELECT c.name FROM contacts c WHERE c.m_id = m.from_mid) AS sender,
       CASE WHEN m.status = 1 THEN 'in' WHEN m.status = 2 OR m.from_mid IS NULL AND m.created_time IS NOT NULL THEN 'out' END AS direction, unix_ms(m.created_time) AS sent_at, m.content AS text,
       CASE WHEN m.attachement_local_uri <> '' THEN json_array(json_object('name', path_base(m.attachement_local_uri), 'path', m.attachement_local_uri)) END AS attachments,
       m.attachement_type AS kind
FROM chat_history m
WHERE m.attachement_type IS NOT 6
ORDER BY m.id;

-- makes: contact
-- when: contacts(m_id)
-- needs: contacts(rowid, m_id, name)
SELECT rowid AS row, m_id AS contact_id, name AS name FROM contacts ORDER BY rowid;
