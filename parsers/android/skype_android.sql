-- id: skype_android
-- app: Skype
-- platform: android
-- version: 1
-- paths: com.skype.raider/databases/live*; com.skype.m2/databases/live*
-- match: chatitem(conversation_link, is_sender_me, person_id), person(entry_id)
-- tested: schema notes only

-- makes: message
-- needs: chatitem(rowid, conversation_link, time, content, is_sender_me, person_id, message_type)
-- optional: chatitem(device_gallery_path), person(entry_id, first_name, last_name)
SELECT m.rowid AS row, m.conversation_link AS chat_id,
       CASE WHEN m.is_sender_me = 0 THEN m.person_id END AS sender_id,
       CASE WHEN m.is_sender_me = 0
            THEN (SELECT nullif(trim(coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')), '') FROM person p WHERE p.entry_id = m.person_id) END AS sender,
       CASE m.is_sender_me WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, unix_ms(m.time) AS sent_at, markup_text(m.content) AS text,
       CASE WHEN m.device_gallery_path <> '' THEN json_array(json_object('name', path_base(m.device_gallery_path), 'path', m.device_gallery_path)) END AS attachments,
       m.message_type AS kind
FROM chatitem m
WHERE m.message_type IS NOT 3
ORDER BY m.rowid;

-- makes: call
-- when: chatitem(duration)
-- needs: chatitem(rowid, conversation_link, time, duration, is_sender_me, message_type)
SELECT rowid AS row, CASE is_sender_me WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, conversation_link AS party_id, unix_ms(time) AS started_at,
       duration AS duration_s, message_type AS kind
FROM chatitem
WHERE message_type = 3
ORDER BY rowid;

-- makes: contact
-- when: person
-- needs: person(rowid, entry_id)
-- optional: person(first_name, last_name)
SELECT rowid AS row, entry_id AS contact_id, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') AS name
FROM person ORDER BY rowid;
