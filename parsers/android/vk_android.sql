-- id: vk_android
-- app: VK
-- app_from_path: com.vk.im = VK Messenger
-- platform: android
-- version: 1
-- paths: com.vkontakte.android/databases/vkim.sqlite; com.vk.*/databases/vkim.sqlite; vkim.sqlite
-- match: messages(local_id, dialog_id, from_member_id, is_incoming, body), users(first_name_nom)
-- tested: schema notes only, version 152

-- Times are seconds or milliseconds. A sender below zero is a community. Of attachments, the kinds and numbers are
-- listed; their content is the app's own stream.
-- makes: message
-- needs: messages(local_id, dialog_id, from_member_id, is_incoming, body, time)
-- optional: messages(vk_id, title, is_edited, type), dialogs(id, chat_settings_title),
--   users(id, first_name_nom, last_name_nom), groups(id, title), message_attaches(msg_local_id, content_type, content_id, content_owner_id)
-- index: message_attaches(msg_local_id)
SELECT m.local_id AS row, m.dialog_id AS chat_id,
       coalesce(nullif(d.chat_settings_title, ''), nullif(trim(coalesce(p.first_name_nom, '') || ' ' || coalesce(p.last_name_nom, '')), '')) AS chat,
       CASE WHEN m.is_incoming = 1 THEN m.from_member_id END AS sender_id,
       CASE WHEN m.is_incoming = 1
            THEN coalesce(nullif(trim(coalesce(u.first_name_nom, '') || ' ' || coalesce(u.last_name_nom, '')), ''), g.title) END AS sender,
       CASE m.is_incoming WHEN 1 THEN 'in' WHEN 0 THEN 'out' END AS direction, unix_auto(m.time) AS sent_at,
       coalesce(nullif(m.body, ''), m.title) AS text,
       (SELECT json_group_array(json_object('name', a.content_type || ':' || coalesce(a.content_owner_id, '') || '_' || coalesce(a.content_id, '')))
        FROM message_attaches a WHERE a.msg_local_id = m.local_id) AS attachments,
       CASE WHEN m.is_edited = 1 THEN 1 END AS edited, m.type AS kind
FROM messages m
LEFT JOIN dialogs d ON d.id = m.dialog_id
LEFT JOIN users p ON p.id = m.dialog_id
LEFT JOIN users u ON u.id = m.from_member_id
LEFT JOIN groups g ON g.id = -m.from_member_id
ORDER BY m.local_id;

-- Numbers from 2000000000 on are conversations, below zero communities.
-- makes: chat
-- when: dialogs
-- needs: dialogs(id)
-- optional: dialogs(chat_settings_title), dialog_members(dialog_id, member_id)
-- index: dialog_members(dialog_id)
SELECT id AS row, id AS chat_id, chat_settings_title AS name,
       CASE WHEN id > 2000000000 THEN 'group' WHEN id > 0 THEN 'private' WHEN id < 0 THEN 'channel' END AS kind,
       (SELECT json_group_array(CAST(m.member_id AS TEXT)) FROM dialog_members m WHERE m.dialog_id = dialogs.id) AS participants
FROM dialogs
ORDER BY id;

-- makes: contact
-- when: users
-- needs: users(id, first_name_nom)
-- optional: users(last_name_nom, domain, mobile_phone)
SELECT id AS row, id AS contact_id, trim(coalesce(first_name_nom, '') || ' ' || coalesce(last_name_nom, '')) AS name,
       CASE WHEN mobile_phone <> '' THEN json_array(mobile_phone) END AS phones,
       CASE WHEN domain <> '' THEN json_array(domain) END AS handles, json_array(CAST(id AS TEXT)) AS account_ids
FROM users
ORDER BY id;

-- The telephone's own address book as the app sent it up.
-- makes: contact
-- group: contact (address book)
-- when: contacts(phone)
-- needs: contacts(rowid, phone)
-- optional: contacts(name, local_name, user_id)
SELECT rowid AS row, coalesce(nullif(local_name, ''), name) AS name, CASE WHEN phone <> '' THEN json_array(phone) END AS phones,
       CASE WHEN user_id > 0 THEN json_array(CAST(user_id AS TEXT)) END AS account_ids
FROM contacts
ORDER BY rowid;

-- What was begun and not sent.
-- makes: note
-- when: dialogs(draft_msg)
-- needs: dialogs(id, draft_msg)
-- optional: dialogs(chat_settings_title)
SELECT id AS row, 'draft to ' || coalesce(nullif(chat_settings_title, ''), id) AS title, text_of(draft_msg) AS text
FROM dialogs
WHERE length(draft_msg) > 0 AND typeof(draft_msg) = 'text'
ORDER BY id;
