-- id: imo_android
-- app: imo
-- platform: android
-- version: 1
-- paths: com.imo.android.*/databases/imofriends.db
-- match: messages(buid, imdata, last_message, message_type), friends(buid, display)
-- tested: schema notes only

-- Times are nanoseconds. Type 1 is in, 2 out.
-- makes: message
-- needs: messages(rowid, buid, timestamp, message_type, last_message)
-- optional: messages(imdata, author, alias), friends(buid, name, display)
-- index: friends(buid)
SELECT m.rowid AS row, m.buid AS chat_id,
       (SELECT coalesce(nullif(f.display, ''), f.name) FROM friends f WHERE f.buid = m.buid) AS chat,
       CASE WHEN m.message_type = 1 THEN coalesce(nullif(m.author, ''), m.buid) END AS sender_id,
       CASE WHEN m.message_type = 1 THEN coalesce(nullif(m.alias, ''), (SELECT coalesce(nullif(f.display, ''), f.name) FROM friends f WHERE f.buid = m.buid)) END AS sender,
       CASE m.message_type WHEN 1 THEN 'in' WHEN 2 THEN 'out' END AS direction, unix_auto(m.timestamp) AS sent_at, m.last_message AS text,
       CASE WHEN json_text(m.imdata, '$.objects[0].object_id') IS NOT NULL
            THEN json_array(json_patch('{}', json_object('name', coalesce(json_text(m.imdata, '$.objects[0].filename'), json_text(m.imdata, '$.objects[0].object_id')),
                                                         'mime', json_text(m.imdata, '$.objects[0].type_specific_params.mime')))) END AS attachments,
       coalesce(json_text(m.imdata, '$.type'), m.message_type) AS kind
FROM messages m
ORDER BY m.rowid;

-- makes: contact
-- when: friends
-- needs: friends(rowid, buid)
-- optional: friends(name, display)
SELECT rowid AS row, buid AS contact_id, coalesce(nullif(display, ''), name) AS name, json_array(buid) AS account_ids
FROM friends
ORDER BY rowid;
