-- id: telegram_android
-- app: Telegram
-- app_from_path: org.telegram.plus = Plus Messenger; nekogram = Nekogram; exteragram = exteraGram; ayugram = AyuGram;
--   rugram = Rugram
-- platform: android
-- version: 1
-- paths: files/cache4.db; files/account*/cache4.db
-- match: users(uid, name, data), dialogs(did), messages_v2(mid, uid, data)
-- match: users(uid, name, data), dialogs(did), messages(mid, uid, data)
-- tested: databases that a generator wrote by the schema of the app, user_version 29 to 129; no image of a phone yet
-- references: the app's own database code (public), constructors of layers 18 to 225 (parsers/telegram/tl_schema.tsv)

-- The owner is the user whose object says "self".
-- makes: account
-- needs: users(uid, name, data)
SELECT u.uid AS row, CAST(u.uid AS TEXT) AS account_id, tl_name(u.data) AS name, tl(u.data, 'phone') AS phone
FROM users u WHERE tl(u.data, 'self') = 1 OR tl(u.data, '_') = 'userSelf'
ORDER BY u.uid;

-- Users of the contact list, those whose number is known and those with a chat of their own; the rest are only names
-- seen in groups.
-- makes: contact
-- needs: users(uid, name, data)
-- optional: contacts(uid), dialogs(did)
SELECT u.uid AS row, CAST(u.uid AS TEXT) AS contact_id,
       coalesce(tl_name(u.data), nullif(rtrim(replace(u.name, ';;;', ' ')), '')) AS name,
       CASE WHEN tl(u.data, 'phone') <> '' THEN json_array(tl(u.data, 'phone')) END AS phones,
       CASE WHEN tl(u.data, 'username') <> '' THEN json_array(tl(u.data, 'username'))
            WHEN tl(u.data, 'usernames.0.username') <> '' THEN json_array(tl(u.data, 'usernames.0.username')) END AS handles,
       json_array(CAST(u.uid AS TEXT)) AS account_ids
FROM users u
WHERE coalesce(tl(u.data, 'self'), 0) = 0 AND tl(u.data, '_') IS NOT 'userSelf'
  AND (u.uid IN (SELECT uid FROM contacts) OR u.uid IN (SELECT did FROM dialogs) OR tl(u.data, 'phone') <> '')
ORDER BY u.uid;

-- The address book of the device as the app saw it; a number may be marked as deleted since.
-- makes: contact
-- group: address_book
-- when: user_contacts_v7
-- needs: user_contacts_v7(key, uid, fname, sname), user_phones_v7(key, phone)
SELECT c.rowid AS row, c.key AS contact_id,
       nullif(trim(coalesce(c.fname, '') || ' ' || coalesce(c.sname, '')), '') AS name,
       (SELECT json_group_array(phone) FROM (SELECT p.phone FROM user_phones_v7 p WHERE p.key = c.key AND p.phone <> ''
                                             ORDER BY p.phone)) AS phones,
       CASE WHEN c.uid > 0 THEN json_array(CAST(c.uid AS TEXT)) END AS account_ids
FROM user_contacts_v7 c ORDER BY c.rowid;

-- A dialog of a secret chat has a number of its own: since user_version 84 with bit 62, before with the chat's id in
-- the upper half. Folders are dialogs too (bit 61, before 2 in the upper half) and no chats.
-- makes: chat
-- needs: dialogs(did), users(uid, data), chats(uid, data)
-- optional: users(name), chats(name), enc_chats(uid, user, name), channel_users_v2(did, uid)
WITH secret AS (SELECT 0x4000000000000000 | (uid & 0xFFFFFFFF) AS did, uid, user FROM enc_chats
                UNION ALL SELECT uid << 32, uid, user FROM enc_chats)
SELECT d.did AS row, CAST(d.did AS TEXT) AS chat_id,
       coalesce(tl_name(u.data), tl_name(c.data), tl_name(su.data), nullif(rtrim(replace(u.name, ';;;', ' ')), ''), c.name) AS name,
       CASE WHEN s.did IS NOT NULL THEN 'secret'
            WHEN tl(u.data, 'bot') = 1 THEN 'bot'
            WHEN u.uid IS NOT NULL THEN 'private'
            WHEN tl(c.data, 'megagroup') = 1 THEN 'group'
            WHEN tl(c.data, '_') IN ('channel', 'channelForbidden') THEN 'channel'
            WHEN tl(c.data, '_') IS NOT NULL THEN 'group' END AS kind,
       CASE WHEN s.user > 0 THEN json_array(CAST(s.user AS TEXT))
            ELSE (SELECT json_group_array(id) FROM (SELECT CAST(m.uid AS TEXT) AS id FROM channel_users_v2 m WHERE m.did = d.did ORDER BY m.uid)) END AS participants
FROM dialogs d
LEFT JOIN secret s ON s.did = d.did
LEFT JOIN users u ON u.uid = d.did
LEFT JOIN chats c ON c.uid = -d.did
LEFT JOIN users su ON su.uid = s.user
WHERE s.did IS NOT NULL OR d.did < 0 OR u.uid IS NOT NULL
   OR ((d.did & 0x2000000000000000) = 0 AND d.did >> 32 <> 2)
ORDER BY d.did;

-- makes: message
-- when: messages_v2
-- needs: messages_v2(mid, uid, date, data, out), users(uid, data), chats(uid, data)
-- optional: messages_v2(send_state, reply_to_message_id), users(name), chats(name), enc_chats(uid, user)
WITH own AS MATERIALIZED (SELECT max(uid) AS uid FROM users WHERE tl(data, 'self') = 1 OR tl(data, '_') = 'userSelf'),
     names AS MATERIALIZED (
       SELECT uid AS id, coalesce(tl_name(data), nullif(rtrim(replace(name, ';;;', ' ')), '')) AS name FROM users
       UNION ALL SELECT -uid, coalesce(tl_name(data), name) FROM chats),
     secret AS MATERIALIZED (
       SELECT 0x4000000000000000 | (uid & 0xFFFFFFFF) AS did, user FROM enc_chats
       UNION ALL SELECT uid << 32, user FROM enc_chats),
     parts AS (
       SELECT m.rowid AS row, m.uid, m.date, m.data, m.out, m.send_state, m.reply_to_message_id, s.user AS partner,
              tl_kind(m.data) AS kind, tl_forward(m.data) AS origin,
              coalesce(tl_peer(m.data, 'from_id'),
                       CASE WHEN m.out = 1 THEN (SELECT uid FROM own) WHEN m.out = 0 THEN coalesce(s.user, m.uid) END) AS sender_id
       FROM messages_v2 m LEFT JOIN secret s ON s.did = m.uid)
SELECT m.row AS row, CAST(m.uid AS TEXT) AS chat_id, cn.name AS chat, CAST(m.sender_id AS TEXT) AS sender_id, sn.name AS sender,
       CASE WHEN m.kind LIKE 'service:%' THEN 'system' WHEN m.out = 1 THEN 'out' WHEN m.out = 0 THEN 'in' END AS direction,
       unix_s(m.date) AS sent_at, tl_text(m.data, coalesce(m.date, 0)) AS text, tl_attachments(m.data) AS attachments,
       tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude,
       CASE WHEN tl(m.data, 'edit_date') > 0 AND tl(m.data, 'edit_hide') IS NULL THEN 1 END AS edited,
       coalesce(fn.name, CAST(m.origin AS TEXT)) AS forwarded_from,
       CAST(coalesce(tl(m.data, 'reply_to.reply_to_msg_id'), tl(m.data, 'reply_to_msg_id'), nullif(m.reply_to_message_id, 0)) AS TEXT) AS reply_to,
       m.kind || CASE WHEN m.send_state <> 0 THEN ' (send_state ' || m.send_state || ')' ELSE '' END AS kind
FROM parts m
LEFT JOIN names cn ON cn.id = coalesce(m.partner, m.uid)
LEFT JOIN names sn ON sn.id = m.sender_id
LEFT JOIN names fn ON fn.id = m.origin
ORDER BY m.row;

-- Until user_version 83.
-- makes: message
-- variant: before 84
-- when: messages
-- needs: messages(mid, uid, date, data, out), users(uid, data), chats(uid, data)
-- optional: messages(send_state), users(name), chats(name), enc_chats(uid, user)
WITH own AS MATERIALIZED (SELECT max(uid) AS uid FROM users WHERE tl(data, 'self') = 1 OR tl(data, '_') = 'userSelf'),
     names AS MATERIALIZED (
       SELECT uid AS id, coalesce(tl_name(data), nullif(rtrim(replace(name, ';;;', ' ')), '')) AS name FROM users
       UNION ALL SELECT -uid, coalesce(tl_name(data), name) FROM chats),
     secret AS MATERIALIZED (
       SELECT 0x4000000000000000 | (uid & 0xFFFFFFFF) AS did, user FROM enc_chats
       UNION ALL SELECT uid << 32, user FROM enc_chats),
     parts AS (
       SELECT m.rowid AS row, m.uid, m.date, m.data, m.out, m.send_state, s.user AS partner,
              tl_kind(m.data) AS kind, tl_forward(m.data) AS origin,
              coalesce(tl_peer(m.data, 'from_id'),
                       CASE WHEN m.out = 1 THEN (SELECT uid FROM own) WHEN m.out = 0 THEN coalesce(s.user, m.uid) END) AS sender_id
       FROM messages m LEFT JOIN secret s ON s.did = m.uid)
SELECT m.row AS row, CAST(m.uid AS TEXT) AS chat_id, cn.name AS chat, CAST(m.sender_id AS TEXT) AS sender_id, sn.name AS sender,
       CASE WHEN m.kind LIKE 'service:%' THEN 'system' WHEN m.out = 1 THEN 'out' WHEN m.out = 0 THEN 'in' END AS direction,
       unix_s(m.date) AS sent_at, tl_text(m.data, coalesce(m.date, 0)) AS text, tl_attachments(m.data) AS attachments,
       tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude,
       CASE WHEN tl(m.data, 'edit_date') > 0 AND tl(m.data, 'edit_hide') IS NULL THEN 1 END AS edited,
       coalesce(fn.name, CAST(m.origin AS TEXT)) AS forwarded_from,
       CAST(coalesce(tl(m.data, 'reply_to.reply_to_msg_id'), tl(m.data, 'reply_to_msg_id')) AS TEXT) AS reply_to,
       m.kind || CASE WHEN m.send_state <> 0 THEN ' (send_state ' || m.send_state || ')' ELSE '' END AS kind
FROM parts m
LEFT JOIN names cn ON cn.id = coalesce(m.partner, m.uid)
LEFT JOIN names sn ON sn.id = m.sender_id
LEFT JOIN names fn ON fn.id = m.origin
ORDER BY m.row;

-- The app keeps messages with media, links and files a second time; the copy may outlive the message.
-- makes: message
-- group: media_copies
-- when: messages_v2, media_v4
-- needs: media_v4(mid, uid, date, data), messages_v2(mid, uid)
-- optional: users(uid, name, data), chats(uid, name, data)
SELECT m.rowid AS row, CAST(m.uid AS TEXT) AS chat_id, coalesce(tl_name(cu.data), tl_name(cc.data)) AS chat,
       CAST(tl_peer(m.data, 'from_id') AS TEXT) AS sender_id, tl_name(su.data) AS sender,
       CASE WHEN tl(m.data, 'out') = 1 THEN 'out' END AS direction,
       unix_s(m.date) AS sent_at, tl_text(m.data, coalesce(m.date, 0)) AS text, tl_attachments(m.data) AS attachments,
       tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude,
       CAST(tl_forward(m.data) AS TEXT) AS forwarded_from, 'copy in media_v4:' || tl_kind(m.data) AS kind
FROM media_v4 m
LEFT JOIN users cu ON cu.uid = m.uid
LEFT JOIN chats cc ON cc.uid = -m.uid
LEFT JOIN users su ON su.uid = tl_peer(m.data, 'from_id')
WHERE NOT EXISTS (SELECT 1 FROM messages_v2 k WHERE k.mid = m.mid AND k.uid = m.uid)
  AND m.rowid = (SELECT min(t.rowid) FROM media_v4 t WHERE t.mid = m.mid AND t.uid = m.uid)
ORDER BY m.rowid;

-- The message that another answers is kept with the answer, and is still there when it was deleted itself.
-- makes: message
-- group: reply_copies
-- when: messages_v2(replydata)
-- needs: messages_v2(mid, uid, data, replydata)
-- optional: users(uid, name, data), chats(uid, name, data)
SELECT m.rowid AS row, CAST(m.uid AS TEXT) AS chat_id, coalesce(tl_name(cu.data), tl_name(cc.data)) AS chat,
       CAST(tl_peer(m.replydata, 'from_id') AS TEXT) AS sender_id, tl_name(su.data) AS sender,
       CASE WHEN tl(m.replydata, 'out') = 1 THEN 'out' END AS direction,
       unix_s(tl(m.replydata, 'date')) AS sent_at, tl_text(m.replydata, 0) AS text, tl_attachments(m.replydata) AS attachments,
       tl(m.replydata, 'media.geo.lat') AS latitude, tl(m.replydata, 'media.geo.long') AS longitude,
       CAST(tl_forward(m.replydata) AS TEXT) AS forwarded_from, 'copy in replydata:' || tl_kind(m.replydata) AS kind
FROM messages_v2 m
LEFT JOIN users cu ON cu.uid = m.uid
LEFT JOIN chats cc ON cc.uid = -m.uid
LEFT JOIN users su ON su.uid = tl_peer(m.replydata, 'from_id')
WHERE m.replydata IS NOT NULL AND tl(m.replydata, 'date') > 0
  AND NOT EXISTS (SELECT 1 FROM messages_v2 k WHERE k.mid = tl(m.replydata, 'id') AND k.uid = m.uid)
ORDER BY m.rowid;

-- Messages of forum topics have a table of their own, mostly with what messages_v2 has.
-- makes: message
-- group: topics
-- when: messages_topics
-- needs: messages_topics(mid, uid, date, data, out), messages_v2(mid, uid)
-- optional: users(uid, name, data), chats(uid, name, data)
SELECT m.rowid AS row, CAST(m.uid AS TEXT) AS chat_id, tl_name(cc.data) AS chat,
       CAST(tl_peer(m.data, 'from_id') AS TEXT) AS sender_id, tl_name(su.data) AS sender,
       CASE WHEN tl_kind(m.data) LIKE 'service:%' THEN 'system' WHEN m.out = 1 THEN 'out' WHEN m.out = 0 THEN 'in' END AS direction,
       unix_s(m.date) AS sent_at, tl_text(m.data, coalesce(m.date, 0)) AS text, tl_attachments(m.data) AS attachments,
       tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude,
       CAST(tl_forward(m.data) AS TEXT) AS forwarded_from, tl_kind(m.data) AS kind
FROM messages_topics m
LEFT JOIN chats cc ON cc.uid = -m.uid
LEFT JOIN users su ON su.uid = tl_peer(m.data, 'from_id')
WHERE NOT EXISTS (SELECT 1 FROM messages_v2 k WHERE k.mid = m.mid AND k.uid = m.uid)
ORDER BY m.rowid;

-- Written, and to be sent at the time that stands as sent_at.
-- makes: message
-- group: scheduled
-- when: scheduled_messages_v2
-- needs: scheduled_messages_v2(mid, uid, date, data)
-- optional: users(uid, name, data), chats(uid, name, data)
SELECT m.rowid AS row, CAST(m.uid AS TEXT) AS chat_id, coalesce(tl_name(cu.data), tl_name(cc.data)) AS chat, 'out' AS direction,
       unix_s(m.date) AS sent_at, tl_text(m.data, coalesce(m.date, 0)) AS text, tl_attachments(m.data) AS attachments,
       tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude,
       'scheduled:' || tl_kind(m.data) AS kind
FROM scheduled_messages_v2 m
LEFT JOIN users cu ON cu.uid = m.uid
LEFT JOIN chats cc ON cc.uid = -m.uid
ORDER BY m.rowid;

-- What a notification showed before the message itself was fetched.
-- makes: message
-- group: pushes
-- when: unread_push_messages, messages_v2
-- needs: unread_push_messages(mid, uid, date, data), messages_v2(mid, uid)
-- optional: unread_push_messages(fm, name), users(uid, name, data), chats(uid, name, data)
SELECT m.rowid AS row, CAST(m.uid AS TEXT) AS chat_id, coalesce(tl_name(cu.data), tl_name(cc.data), m.name) AS chat,
       CAST(tl_peer(m.data, 'from_id') AS TEXT) AS sender_id, m.fm AS sender, 'in' AS direction,
       unix_s(m.date) AS sent_at, tl_text(m.data, coalesce(m.date, 0)) AS text, tl_attachments(m.data) AS attachments,
       'push:' || tl_kind(m.data) AS kind
FROM unread_push_messages m
LEFT JOIN users cu ON cu.uid = m.uid
LEFT JOIN chats cc ON cc.uid = -m.uid
WHERE NOT EXISTS (SELECT 1 FROM messages_v2 k WHERE k.mid = m.mid AND k.uid = m.uid)
ORDER BY m.rowid;

-- The bytes are the constructors of messageActionPhoneCall and messageActionConferenceCall: looked for first, since few
-- rows are calls.
-- makes: call
-- when: messages_v2
-- needs: messages_v2(mid, uid, date, data, out)
-- optional: users(uid, name, data), chats(uid, name, data)
SELECT m.rowid AS row, CASE m.out WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, CAST(m.uid AS TEXT) AS party_id,
       coalesce(tl_name(cu.data), tl_name(cc.data)) AS party, unix_s(m.date) AS started_at,
       tl(m.data, 'action.duration') AS duration_s,
       CASE WHEN tl(m.data, 'action.reason._') IN ('phoneCallDiscardReasonMissed', 'phoneCallDiscardReasonBusy') OR tl(m.data, 'action.missed') = 1 THEN 0
            WHEN tl(m.data, 'action.duration') > 0 THEN 1 END AS answered,
       coalesce(tl(m.data, 'action.video'), 0) AS video,
       coalesce(tl(m.data, 'action.reason._'), tl(m.data, 'action._')) AS kind
FROM messages_v2 m
LEFT JOIN users cu ON cu.uid = m.uid
LEFT JOIN chats cc ON cc.uid = -m.uid
WHERE (instr(m.data, X'7F1AE180') > 0 OR instr(m.data, X'7A2FFE2F') > 0)
  AND tl(m.data, 'action._') IN ('messageActionPhoneCall', 'messageActionConferenceCall')
ORDER BY m.rowid;

-- makes: call
-- variant: before 84
-- when: messages
-- needs: messages(mid, uid, date, data, out)
-- optional: users(uid, name, data)
SELECT m.rowid AS row, CASE m.out WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, CAST(m.uid AS TEXT) AS party_id,
       tl_name(cu.data) AS party, unix_s(m.date) AS started_at, tl(m.data, 'action.duration') AS duration_s,
       CASE WHEN tl(m.data, 'action.reason._') IN ('phoneCallDiscardReasonMissed', 'phoneCallDiscardReasonBusy') THEN 0
            WHEN tl(m.data, 'action.duration') > 0 THEN 1 END AS answered,
       coalesce(tl(m.data, 'action.video'), 0) AS video, tl(m.data, 'action.reason._') AS kind
FROM messages m
LEFT JOIN users cu ON cu.uid = m.uid
WHERE instr(m.data, X'7F1AE180') > 0 AND tl(m.data, 'action._') = 'messageActionPhoneCall'
ORDER BY m.rowid;

-- The bytes are the constructors of geoPoint, by age.
-- makes: location
-- when: messages_v2
-- needs: messages_v2(mid, uid, date, data)
SELECT m.rowid AS row, tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude, unix_s(m.date) AS at,
       'app_db' AS origin, tl(m.data, 'media.geo.accuracy_radius') AS accuracy_m,
       nullif(trim(coalesce(tl(m.data, 'media.title'), '') || ' ' || coalesce(tl(m.data, 'media.address'), '')), '') AS label
FROM messages_v2 m
WHERE (instr(m.data, X'63F6A2B2') > 0 OR instr(m.data, X'04F19602') > 0 OR instr(m.data, X'0CD74920') > 0)
  AND abs(tl(m.data, 'media.geo.lat')) <= 90 AND abs(tl(m.data, 'media.geo.long')) <= 180
ORDER BY m.rowid;

-- makes: location
-- variant: before 84
-- when: messages
-- needs: messages(mid, uid, date, data)
SELECT m.rowid AS row, tl(m.data, 'media.geo.lat') AS latitude, tl(m.data, 'media.geo.long') AS longitude, unix_s(m.date) AS at,
       'app_db' AS origin, tl(m.data, 'media.geo.accuracy_radius') AS accuracy_m,
       nullif(trim(coalesce(tl(m.data, 'media.title'), '') || ' ' || coalesce(tl(m.data, 'media.address'), '')), '') AS label
FROM messages m
WHERE (instr(m.data, X'63F6A2B2') > 0 OR instr(m.data, X'04F19602') > 0 OR instr(m.data, X'0CD74920') > 0)
  AND abs(tl(m.data, 'media.geo.lat')) <= 90 AND abs(tl(m.data, 'media.geo.long')) <= 180
ORDER BY m.rowid;
