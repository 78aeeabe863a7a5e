-- id: signal_android
-- app: Signal
-- platform: android
-- version: 1
-- paths: org.thoughtcrime.securesms/databases/signal.db; signal-*.backup
-- match: recipient(e164, profile_joined_name), thread(recipient_id), message(thread_id, from_recipient_id, date_sent)
-- match: recipient(phone, system_display_name), thread(recipient_ids), sms(thread_id, address, date)
-- tested: schema notes only
-- references: notes of public readers of Signal's database and backups

-- The low five bits of the type are the box: 20 inbox, 21 to 24 outbox, sending, sent, failed, 25 to 27 pending and draft. Others
-- are calls and events, and so is a message with one of the bits of group changes, of the timer, or of keys.
-- makes: message
-- variant: message
-- needs: message(_id, thread_id, from_recipient_id, date_sent, type, body), recipient(_id), thread(_id, recipient_id)
-- optional: message(to_recipient_id, date_received, quote_id, quote_body, remote_deleted, deleted_by, latest_revision_id, view_once),
--   recipient(e164, aci, uuid, group_id, system_joined_name, profile_joined_name, username), groups(recipient_id, title),
--   attachment(_id, message_id, content_type, file_name, data_file)
WITH who AS (SELECT r._id AS id, coalesce(r.e164, r.aci, r.uuid, r.group_id) AS account, r.group_id AS group_id,
                    coalesce(g.title, nullif(r.system_joined_name, ''), nullif(r.profile_joined_name, ''), r.username, r.e164) AS name
             FROM recipient r LEFT JOIN groups g ON g.recipient_id = r._id)
SELECT m._id AS row, m.thread_id AS chat_id, c.name AS chat,
       CASE WHEN m.type & 31 = 20 THEN f.account END AS sender_id,
       CASE WHEN m.type & 31 = 20 THEN f.name END AS sender,
       CASE WHEN m.type & 983040 <> 0 OR m.type & 31 NOT BETWEEN 20 AND 27 THEN 'system'
            WHEN m.type & 31 = 20 THEN 'in' WHEN m.type & 31 BETWEEN 21 AND 26 THEN 'out' END AS direction,
       unix_ms(m.date_sent) AS sent_at,
       CASE WHEN m.type & 31 = 20 THEN unix_ms(m.date_received) END AS received_at,
       m.body AS text,
       (SELECT nullif(json_group_array(json_patch('{}', json_object('name', a.file_name, 'mime', a.content_type, 'path', a.data_file))), '[]')
        FROM (SELECT * FROM attachment WHERE message_id = m._id ORDER BY _id) a) AS attachments,
       CASE WHEN m.remote_deleted = 1 OR m.deleted_by IS NOT NULL THEN 1 END AS deleted,
       CASE WHEN m.latest_revision_id IS NOT NULL THEN 1 END AS edited,
       m.quote_body AS reply_to,
       m.type AS kind
FROM message m
LEFT JOIN thread t ON t._id = m.thread_id
LEFT JOIN who c ON c.id = t.recipient_id
LEFT JOIN who f ON f.id = m.from_recipient_id
ORDER BY m._id;

-- Until about 2022 texts and media stood apart.
-- makes: message
-- group: message
-- variant: sms
-- needs: sms(_id, thread_id, address, date, type, body), recipient(_id)
-- optional: sms(date_sent), recipient(phone, e164, system_display_name, profile_joined_name), thread(_id, recipient_ids, thread_recipient_id)
-- row: sms
SELECT s._id AS row, s.thread_id AS chat_id, coalesce(c.system_display_name, c.profile_joined_name, c.phone, c.e164) AS chat,
       CASE WHEN s.type & 31 = 20 THEN coalesce(r.phone, r.e164, s.address) END AS sender_id,
       CASE WHEN s.type & 31 = 20 THEN coalesce(r.system_display_name, r.profile_joined_name) END AS sender,
       CASE WHEN s.type & 983040 <> 0 OR s.type & 31 NOT BETWEEN 20 AND 27 THEN 'system'
            WHEN s.type & 31 = 20 THEN 'in' WHEN s.type & 31 BETWEEN 21 AND 26 THEN 'out' END AS direction,
       coalesce(unix_ms(s.date_sent), unix_ms(s.date)) AS sent_at, s.body AS text, s.type AS kind
FROM sms s
LEFT JOIN recipient r ON r._id = s.address
LEFT JOIN thread t ON t._id = s.thread_id
LEFT JOIN recipient c ON c._id = coalesce(t.recipient_ids, t.thread_recipient_id)
ORDER BY s._id;

-- makes: message
-- group: message (mms)
-- when: mms, part
-- needs: mms(_id, thread_id, address, date, msg_box, body), part(mid, ct), recipient(_id)
-- optional: part(_id, file_name, _data), recipient(phone, e164, system_display_name, profile_joined_name)
-- row: mms
SELECT s._id AS row, s.thread_id AS chat_id,
       CASE WHEN s.msg_box & 31 = 20 THEN coalesce(r.phone, r.e164, s.address) END AS sender_id,
       CASE WHEN s.msg_box & 31 = 20 THEN coalesce(r.system_display_name, r.profile_joined_name) END AS sender,
       CASE WHEN s.msg_box & 983040 <> 0 OR s.msg_box & 31 NOT BETWEEN 20 AND 27 THEN 'system'
            WHEN s.msg_box & 31 = 20 THEN 'in' WHEN s.msg_box & 31 BETWEEN 21 AND 26 THEN 'out' END AS direction,
       unix_ms(s.date) AS sent_at, s.body AS text,
       (SELECT nullif(json_group_array(json_patch('{}', json_object('name', p.file_name, 'mime', p.ct, 'path', p._data))), '[]')
        FROM (SELECT * FROM part WHERE mid = s._id ORDER BY _id) p) AS attachments,
       s.msg_box AS kind
FROM mms s LEFT JOIN recipient r ON r._id = s.address
ORDER BY s._id;

-- makes: contact
-- needs: recipient(_id)
-- optional: recipient(e164, phone, aci, uuid, group_id, username, system_joined_name, system_display_name, profile_joined_name)
SELECT r._id AS row, r._id AS contact_id,
       coalesce(nullif(r.system_joined_name, ''), r.system_display_name, nullif(r.profile_joined_name, '')) AS name,
       CASE WHEN coalesce(r.e164, r.phone) IS NOT NULL THEN json_array(coalesce(r.e164, r.phone)) END AS phones,
       CASE WHEN r.username IS NOT NULL THEN json_array(r.username) END AS handles,
       CASE WHEN coalesce(r.aci, r.uuid) IS NOT NULL THEN json_array(coalesce(r.aci, r.uuid)) END AS account_ids
FROM recipient r
WHERE r.group_id IS NULL
ORDER BY r._id;

-- makes: chat
-- when: thread(recipient_id)
-- needs: thread(_id, recipient_id), recipient(_id)
-- optional: recipient(e164, aci, group_id, system_joined_name, profile_joined_name), groups(recipient_id, group_id, title),
--   group_membership(group_id, recipient_id)
SELECT t._id AS row, t._id AS chat_id,
       coalesce(g.title, nullif(r.system_joined_name, ''), nullif(r.profile_joined_name, ''), r.e164) AS name,
       CASE WHEN r.group_id IS NULL THEN 'private' ELSE 'group' END AS kind,
       (SELECT nullif(json_group_array(coalesce(p.e164, p.aci, CAST(x.recipient_id AS TEXT))), '[]')
        FROM (SELECT * FROM group_membership WHERE group_id = r.group_id ORDER BY recipient_id) x
        LEFT JOIN recipient p ON p._id = x.recipient_id) AS participants
FROM thread t LEFT JOIN recipient r ON r._id = t.recipient_id
LEFT JOIN groups g ON g.recipient_id = r._id
ORDER BY t._id;

-- makes: call
-- when: call
-- needs: call(_id, peer, type, direction, event, timestamp)
-- optional: recipient(_id, e164, system_joined_name, profile_joined_name)
SELECT c._id AS row, CASE c.direction WHEN 0 THEN 'in' WHEN 1 THEN 'out' ELSE 'unknown' END AS direction,
       coalesce(r.e164, c.peer) AS party_id, coalesce(nullif(r.system_joined_name, ''), nullif(r.profile_joined_name, '')) AS party,
       unix_ms(c.timestamp) AS started_at, CASE c.type WHEN 1 THEN 1 WHEN 0 THEN 0 END AS video,
       c.type || ':' || c.event AS kind
FROM call c LEFT JOIN recipient r ON r._id = c.peer
ORDER BY c._id;
