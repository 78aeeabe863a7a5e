-- id: signal_desktop
-- app: Signal
-- version: 1
-- paths: Signal*/sql/db.sqlite; Signal*/sql/db.sqlite.bak
-- match: conversations(profileFullName, json, active_at), messages(conversationId, sent_at, body, json)
-- tested: schema notes only
-- references: notes of public readers of Signal Desktop

-- Other types than these two (call-history, group-v2-change, profile-change, keychange, …) are events.
-- makes: message
-- needs: messages(id, conversationId, type, sent_at, body)
-- optional: messages(rowid, received_at, received_at_ms, sourceServiceId, source, sourceUuid, json, isErased, isViewOnce, readStatus),
--   conversations(id, name, profileFullName, profileName, e164, serviceId, uuid, type),
--   message_attachments(messageId, path, contentType, fileName, size, orderInMessage, attachmentType)
-- index: message_attachments(messageId), conversations(serviceId), conversations(e164), conversations(uuid)
SELECT m.rowid AS row, m.conversationId AS chat_id,
       coalesce(c.name, c.profileFullName, c.profileName, c.e164) AS chat,
       CASE WHEN m.type = 'incoming' THEN coalesce(s.e164, m.source, m.sourceServiceId, m.sourceUuid) END AS sender_id,
       CASE WHEN m.type = 'incoming' THEN coalesce(s.name, s.profileFullName, s.profileName) END AS sender,
       CASE m.type WHEN 'incoming' THEN 'in' WHEN 'outgoing' THEN 'out' ELSE 'system' END AS direction,
       unix_ms(m.sent_at) AS sent_at,
       CASE WHEN m.type = 'incoming' THEN unix_ms(coalesce(m.received_at_ms, json_text(m.json, '$.received_at_ms'))) END AS received_at,
       m.body AS text,
       coalesce(
         (SELECT nullif(json_group_array(json_patch('{}', json_object('name', a.fileName, 'mime', a.contentType, 'path', a.path))), '[]')
          FROM (SELECT * FROM message_attachments WHERE messageId = m.id AND coalesce(attachmentType, 'attachment') = 'attachment'
                ORDER BY orderInMessage) a),
         (SELECT nullif(json_group_array(json_patch('{}', json_object('name', json_extract(a.value, '$.fileName'),
                   'mime', json_extract(a.value, '$.contentType'), 'path', json_extract(a.value, '$.path')))), '[]')
          FROM json_each(CASE WHEN json_valid(m.json) THEN m.json ELSE '{}' END, '$.attachments') a)) AS attachments,
       CASE WHEN m.isErased = 1 OR json_text(m.json, '$.deletedForEveryone') = 1 THEN 1 END AS deleted,
       CASE WHEN json_text(m.json, '$.editMessageTimestamp') IS NOT NULL THEN 1 END AS edited,
       json_text(m.json, '$.quote.text') AS reply_to,
       m.type AS kind
FROM messages m
LEFT JOIN conversations c ON c.id = m.conversationId
LEFT JOIN conversations s ON m.type = 'incoming' AND (s.serviceId = m.sourceServiceId OR s.e164 = m.source OR s.uuid = m.sourceUuid)
ORDER BY m.rowid;

-- Texts that were replaced by an edit.
-- makes: message
-- group: message (edited)
-- when: edited_messages
-- needs: edited_messages(messageId, sentAt), messages(id, conversationId, type, json)
-- optional: edited_messages(rowid), conversations(id, name, profileFullName, e164)
-- row: edited_messages
SELECT e.rowid AS row, m.conversationId AS chat_id, coalesce(c.name, c.profileFullName, c.e164) AS chat,
       CASE m.type WHEN 'incoming' THEN 'in' WHEN 'outgoing' THEN 'out' ELSE 'system' END AS direction,
       unix_ms(e.sentAt) AS sent_at,
       (SELECT json_extract(h.value, '$.body') FROM json_each(CASE WHEN json_valid(m.json) THEN m.json ELSE '{}' END, '$.editHistory') h
        WHERE json_extract(h.value, '$.timestamp') = e.sentAt) AS text,
       1 AS edited, 'version' AS kind
FROM edited_messages e JOIN messages m ON m.id = e.messageId
LEFT JOIN conversations c ON c.id = m.conversationId
ORDER BY e.rowid;

-- makes: chat
-- needs: conversations(id, type)
-- optional: conversations(rowid, name, profileFullName, e164, members)
SELECT c.rowid AS row, c.id AS chat_id, coalesce(c.name, c.profileFullName, c.e164) AS name, c.type AS kind,
       CASE WHEN c.members <> '' THEN '["' || replace(replace(c.members, '"', ''), ' ', '","') || '"]' END AS participants
FROM conversations c
ORDER BY c.rowid;

-- makes: contact
-- needs: conversations(id, type)
-- optional: conversations(rowid, name, profileFullName, profileName, e164, serviceId, uuid)
SELECT c.rowid AS row, c.id AS contact_id, coalesce(c.name, c.profileFullName, c.profileName) AS name,
       CASE WHEN c.e164 <> '' THEN json_array(c.e164) END AS phones,
       CASE WHEN coalesce(c.serviceId, c.uuid) IS NOT NULL THEN json_array(coalesce(c.serviceId, c.uuid)) END AS account_ids
FROM conversations c
WHERE c.type = 'private'
ORDER BY c.rowid;

-- makes: call
-- when: callsHistory
-- needs: callsHistory(callId, peerId, type, direction, status, timestamp)
-- optional: callsHistory(rowid, mode), conversations(id, serviceId, name, profileFullName, e164)
SELECT h.rowid AS row, CASE h.direction WHEN 'Incoming' THEN 'in' WHEN 'Outgoing' THEN 'out' ELSE 'unknown' END AS direction,
       coalesce(c.e164, h.peerId) AS party_id, coalesce(c.name, c.profileFullName) AS party,
       unix_ms(h.timestamp) AS started_at,
       CASE h.status WHEN 'Accepted' THEN 1 WHEN 'Missed' THEN 0 WHEN 'Declined' THEN 0 END AS answered,
       CASE h.type WHEN 'Video' THEN 1 WHEN 'Audio' THEN 0 END AS video,
       h.type || ':' || h.status AS kind
FROM callsHistory h
LEFT JOIN conversations c ON c.serviceId = h.peerId OR c.id = h.peerId
ORDER BY h.rowid;
