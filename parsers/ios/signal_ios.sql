-- id: signal_ios
-- app: Signal
-- platform: ios
-- version: 1
-- paths: grdb*/signal.sqlite
-- match: model_TSInteraction(recordType, uniqueThreadId, body), model_TSThread(uniqueId)
-- tested: schema notes only
-- references: notes of public readers of Signal for iOS

-- Record types 19 and 21 are messages in and out; others tell of calls, group changes and keys.
-- makes: message
-- needs: model_TSInteraction(id, recordType, uniqueThreadId, timestamp, body), model_TSThread(uniqueId)
-- optional: model_TSInteraction(receivedAtTimestamp, authorPhoneNumber, authorUUID, wasRemotelyDeleted, editState),
--   model_TSThread(contactPhoneNumber, contactUUID, groupModel), model_OWSUserProfile(recipientPhoneNumber, recipientUUID, profileName, familyName)
-- index: model_OWSUserProfile(recipientPhoneNumber), model_OWSUserProfile(recipientUUID)
SELECT m.id AS row, m.uniqueThreadId AS chat_id,
       coalesce(plist(t.groupModel, 'groupName'), trim(coalesce(c.profileName, '') || ' ' || coalesce(c.familyName, ''), ' '),
                t.contactPhoneNumber, t.contactUUID) AS chat,
       CASE WHEN m.recordType = 19 THEN coalesce(m.authorPhoneNumber, m.authorUUID) END AS sender_id,
       CASE WHEN m.recordType = 19 THEN nullif(trim(coalesce(s.profileName, '') || ' ' || coalesce(s.familyName, ''), ' '), '') END AS sender,
       CASE m.recordType WHEN 19 THEN 'in' WHEN 21 THEN 'out' ELSE 'system' END AS direction,
       unix_ms(m.timestamp) AS sent_at,
       CASE WHEN m.recordType = 19 THEN unix_ms(m.receivedAtTimestamp) END AS received_at,
       m.body AS text,
       CASE WHEN m.wasRemotelyDeleted = 1 THEN 1 END AS deleted,
       CASE WHEN m.editState > 0 THEN 1 END AS edited,
       m.recordType AS kind
FROM model_TSInteraction m
LEFT JOIN model_TSThread t ON t.uniqueId = m.uniqueThreadId
LEFT JOIN model_OWSUserProfile c ON c.recipientPhoneNumber = t.contactPhoneNumber OR c.recipientUUID = t.contactUUID
LEFT JOIN model_OWSUserProfile s ON s.recipientPhoneNumber = m.authorPhoneNumber OR s.recipientUUID = m.authorUUID
GROUP BY m.id
ORDER BY m.id;

-- makes: chat
-- needs: model_TSThread(id, uniqueId)
-- optional: model_TSThread(contactPhoneNumber, contactUUID, groupModel)
SELECT t.id AS row, t.uniqueId AS chat_id, coalesce(plist(t.groupModel, 'groupName'), t.contactPhoneNumber, t.contactUUID) AS name,
       CASE WHEN t.groupModel IS NULL THEN 'private' ELSE 'group' END AS kind
FROM model_TSThread t
ORDER BY t.id;
