-- id: instagram_ios
-- app: Instagram
-- platform: ios
-- version: 1
-- paths: DirectSQLiteDatabase/*.db
-- match: messages(message_id, thread_id, archive), threads(thread_id, viewer_id)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- A message is an archived object; the one who looks at the thread is the owner.
-- makes: message
-- needs: messages(rowid, message_id, thread_id, archive)
-- optional: threads(thread_id, viewer_id, metadata)
WITH told AS MATERIALIZED (
       SELECT m.rowid AS id, m.thread_id, t.viewer_id, t.metadata, m.archive,
              plist(m.archive, 'IGDirectPublishedMessageMetadata*metadata.NSString*senderPk') AS sender_id,
              plist(m.archive, 'IGDirectPublishedMessageContent*content.IGDirectThreadActivityAnnouncement*threadActivity.NSString*voipTitle') AS activity
       FROM messages m LEFT JOIN threads t ON t.thread_id = m.thread_id)
SELECT id AS row, thread_id AS chat_id, sender_id,
       CASE WHEN activity IS NOT NULL THEN 'system' WHEN sender_id = CAST(viewer_id AS TEXT) THEN 'out'
            WHEN sender_id IS NOT NULL AND viewer_id IS NOT NULL THEN 'in' END AS direction,
       plist(archive, 'IGDirectPublishedMessageMetadata*metadata.NSDate*serverTimestamp') AS sent_at,
       coalesce(plist(archive, 'IGDirectPublishedMessageContent*content.NSString*string'), activity) AS text
FROM told
ORDER BY id;

-- Those who take part in a thread.
-- makes: contact
-- when: threads(metadata)
-- needs: threads(rowid, metadata)
WITH people AS MATERIALIZED (SELECT rowid AS id, plist_json(metadata, 'NSArray<IGUser *>*users') AS users FROM threads)
SELECT p.id AS row, coalesce(json_text(u.value, '$.pk'), json_text(u.value, '$.NSString*pk')) AS contact_id,
       coalesce(json_text(u.value, '$.fullName'), json_text(u.value, '$.full_name')) AS name,
       CASE WHEN json_text(u.value, '$.username') IS NOT NULL THEN json_array(json_text(u.value, '$.username')) END AS handles
FROM people p, json_each(p.users) u
WHERE p.users IS NOT NULL AND u.type = 'object'
ORDER BY p.id, u.key;
