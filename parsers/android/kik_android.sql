-- id: kik_android
-- app: Kik
-- platform: android
-- version: 1
-- paths: kik.android/databases/*kikDatabase.db; kik.android/databases/kikDatabase.db
-- match: messagesTable(partner_jid, was_me, bin_id), KIKcontactsTable(jid, display_name)
-- tested: schema notes only

-- makes: message
-- needs: messagesTable(rowid, partner_jid, was_me, body, timestamp)
-- optional: messagesTable(bin_id, content_id, sys_msg), KIKcontactsTable(jid, display_name, user_name)
-- index: KIKcontactsTable(jid)
SELECT m.rowid AS row, coalesce(nullif(m.bin_id, ''), m.partner_jid) AS chat_id,
       CASE WHEN m.was_me = 0 THEN m.partner_jid END AS sender_id,
       CASE WHEN m.was_me = 0 THEN (SELECT coalesce(nullif(c.display_name, ''), c.user_name) FROM KIKcontactsTable c WHERE c.jid = m.partner_jid) END AS sender,
       CASE WHEN m.sys_msg <> '' THEN 'system' WHEN m.was_me = 1 THEN 'out' WHEN m.was_me = 0 THEN 'in' END AS direction,
       unix_ms(m.timestamp) AS sent_at, coalesce(nullif(m.body, ''), m.sys_msg) AS text,
       CASE WHEN m.content_id <> '' THEN json_array(json_object('name', m.content_id)) END AS attachments
FROM messagesTable m
ORDER BY m.rowid;

-- makes: contact
-- when: KIKcontactsTable
-- needs: KIKcontactsTable(rowid, jid)
-- optional: KIKcontactsTable(display_name, user_name, is_group)
SELECT rowid AS row, jid AS contact_id, display_name AS name, CASE WHEN user_name <> '' THEN json_array(user_name) END AS handles
FROM KIKcontactsTable WHERE is_group IS NOT 1 ORDER BY rowid;
