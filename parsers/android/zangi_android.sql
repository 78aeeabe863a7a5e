-- id: zangi_android
-- app: Zangi
-- platform: android
-- version: 1
-- match: message(msgId, message_msg, msgFrom, msgTo, isIncoming, chatWith)
-- tested: schema notes only

-- makes: message
-- needs: message(rowid, chatWith, message_msg, msgFrom, isIncoming, date)
-- optional: user_profile(id, first_name, last_name)
SELECT m.rowid AS row, m.chatWith AS chat_id,
       (SELECT nullif(trim(coalesce(u.first_name, '') || ' ' || coalesce(u.last_name, '')), '') FROM user_profile u WHERE u.id = m.chatWith) AS chat,
       CASE WHEN m.isIncoming = 1 THEN m.msgFrom END AS sender_id,
       CASE WHEN m.isIncoming = 1
            THEN (SELECT nullif(trim(coalesce(u.first_name, '') || ' ' || coalesce(u.last_name, '')), '') FROM user_profile u WHERE u.id = m.msgFrom) END AS sender,
       CASE m.isIncoming WHEN 1 THEN 'in' WHEN 0 THEN 'out' END AS direction, unix_auto(m.date) AS sent_at, m.message_msg AS text
FROM message m
ORDER BY m.rowid;

-- makes: contact
-- when: user_profile
-- needs: user_profile(rowid, id)
-- optional: user_profile(first_name, last_name)
SELECT rowid AS row, id AS contact_id, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') AS name
FROM user_profile ORDER BY rowid;
