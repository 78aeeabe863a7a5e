-- id: conversations_android
-- app: Conversations
-- app_from_path: org.snikket = Snikket; com.cheogram = Cheogram; de.pixart = Blabber; monocles = monocles
-- platform: android
-- version: 1
-- paths: eu.siacs.conversations/databases/history; org.snikket.android/databases/history; com.cheogram.android/databases/history
-- match: messages(conversationUuid, timeSent, counterpart, body), conversations(contactJid, accountUuid)
-- tested: schema notes only
-- references: Conversations source, persistance

-- Status 0 is received, the others are stages of sending. Body "geo:lat,lon" is a place; of a file the body begins with
-- its address. Earlier versions stand in `edited`.
-- makes: message
-- needs: messages(rowid, conversationUuid, timeSent, counterpart, body, status, type)
-- optional: messages(trueCounterpart, relativeFilePath, deleted, edited), conversations(uuid, name, contactJid)
WITH m AS (SELECT *, rowid AS id, CASE WHEN body LIKE 'geo:%,%' THEN substr(body, 5) END AS geo FROM messages)
SELECT m.id AS row, c.contactJid AS chat_id, c.name AS chat,
       CASE WHEN m.status = 0 THEN coalesce(nullif(m.trueCounterpart, ''), m.counterpart) END AS sender_id,
       CASE WHEN m.type = 3 THEN 'system' WHEN m.status = 0 THEN 'in' WHEN m.status > 0 THEN 'out' END AS direction, unix_ms(m.timeSent) AS sent_at,
       m.body AS text,
       CASE WHEN m.relativeFilePath <> '' THEN json_array(json_object('name', path_base(m.relativeFilePath), 'path', m.relativeFilePath)) END AS attachments,
       CAST(substr(m.geo, 1, instr(m.geo, ',') - 1) AS REAL) AS latitude, CAST(substr(m.geo, instr(m.geo, ',') + 1) AS REAL) AS longitude,
       CASE WHEN m.deleted = 1 THEN 1 END AS deleted, CASE WHEN m.edited <> '' AND m.edited <> '[]' THEN 1 END AS edited, m.type AS kind
FROM m LEFT JOIN conversations c ON c.uuid = m.conversationUuid
ORDER BY m.id;

-- makes: chat
-- when: conversations
-- needs: conversations(rowid, contactJid)
-- optional: conversations(name, mode)
SELECT rowid AS row, contactJid AS chat_id, name AS name, CASE mode WHEN 0 THEN 'private' WHEN 1 THEN 'group' ELSE mode END AS kind
FROM conversations ORDER BY rowid;

-- makes: account
-- when: accounts(username, server)
-- needs: accounts(rowid, username, server)
-- optional: accounts(password)
SELECT rowid AS row, username || '@' || server AS account_id, CASE WHEN length(password) > 0 THEN 'password' END AS secret
FROM accounts ORDER BY rowid;

-- makes: location
-- when: messages(body)
-- needs: messages(rowid, body, timeSent)
SELECT rowid AS row, CAST(substr(body, 5, instr(body, ',') - 5) AS REAL) AS latitude, CAST(substr(body, instr(body, ',') + 1) AS REAL) AS longitude,
       'app_db' AS origin, unix_ms(timeSent) AS at
FROM messages WHERE body LIKE 'geo:%,%' ORDER BY rowid;
