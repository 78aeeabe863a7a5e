-- id: whatsapp_android
-- app: WhatsApp
-- app_from_path: com.whatsapp.w4b = WhatsApp Business
-- platform: android
-- version: 1
-- paths: com.whatsapp*/databases/msgstore.db; WhatsApp/Databases/msgstore.db
-- match: jid(_id, raw_string), message(chat_row_id, key_id, text_data)
-- match: messages(key_remote_jid, key_from_me, key_id)
-- attach: wa = wa.db
-- tested: databases of 2019 (table messages), 2021 (both tables) and 2023 (table message)
-- references: public test data of whatsapp-viewer, wa-crypt-tools and chat-history-manager

-- Since 2021. The row with key -1 is the app's own placeholder. Newer versions address people by "lid"; jid_map says
-- whose number that is.
-- makes: message
-- when: message
-- needs: message(_id, chat_row_id, from_me, timestamp, message_type, text_data), chat(_id, jid_row_id),
--   jid(_id, raw_string)
-- optional: message(key_id, sender_jid_row_id, received_timestamp, status, origination_flags), chat(subject),
--   jid_map(lid_row_id, jid_row_id),
--   message_media(message_row_id, file_path, mime_type, media_name, file_hash, media_caption),
--   message_vcard(_id, message_row_id, vcard),
--   message_location(message_row_id, latitude, longitude),
--   message_quoted(message_row_id, key_id, text_data), message_edit_info(message_row_id),
--   message_revoked(message_row_id), message_forwarded(message_row_id),
--   message_system(message_row_id, action_type), message_poll_option(_id, message_row_id, option_name),
--   receipt_user(message_row_id, read_timestamp), wa.wa_contacts(jid, display_name, wa_name)
WITH names AS (SELECT jid, max(coalesce(nullif(display_name, ''), wa_name)) AS name FROM wa_contacts GROUP BY jid),
     reads AS (SELECT message_row_id, max(read_timestamp) AS read_at FROM receipt_user WHERE read_timestamp > 0 GROUP BY message_row_id)
SELECT m._id AS row,
       coalesce(cm.raw_string, cj.raw_string) AS chat_id,
       coalesce(nullif(c.subject, ''), cc.name) AS chat,
       CASE WHEN m.from_me = 0 AND m.message_type IS NOT 7
            THEN coalesce(nullif(sm.raw_string, ''), nullif(sj.raw_string, ''),
                          CASE WHEN jid_kind(cj.raw_string) = 'private' THEN coalesce(cm.raw_string, cj.raw_string) END)
       END AS sender_id,
       CASE WHEN m.from_me = 0 AND m.message_type IS NOT 7
            THEN coalesce(sc.name,
                          CASE WHEN jid_kind(cj.raw_string) = 'private' THEN cc.name END)
       END AS sender,
       CASE WHEN m.message_type = 7 THEN 'system' WHEN m.from_me = 1 THEN 'out' WHEN m.from_me = 0 THEN 'in' END AS direction,
       unix_ms(m.timestamp) AS sent_at,
       CASE WHEN m.from_me = 0 THEN unix_ms(m.received_timestamp) END AS received_at,
       CASE WHEN m.from_me = 1 THEN unix_ms(ru.read_at) END AS read_at,
       coalesce(nullif(m.text_data, ''), mm.media_caption)
         || CASE WHEN m.message_type IN (66, 106)
                 THEN coalesce((SELECT group_concat(char(10) || '- ' || o.option_name, '')
                                FROM (SELECT option_name FROM message_poll_option WHERE message_row_id = m._id ORDER BY _id) o), '')
                 ELSE '' END AS text,
       CASE WHEN mm.message_row_id IS NOT NULL
            THEN json_array(json_patch('{}', json_object(
                   'name', coalesce(mm.media_name, path_base(mm.file_path)), 'mime', mm.mime_type, 'path', mm.file_path,
                   'sha256', hex_blob(unbase64(mm.file_hash)))))
            ELSE (SELECT json_group_array(json_patch('{}', json_object('name', vcard(v.vcard, 'FN'), 'mime', 'text/vcard')))
                  FROM message_vcard v WHERE v.message_row_id = m._id)
       END AS attachments,
       l.latitude AS latitude, l.longitude AS longitude,
       CASE WHEN m.message_type IN (15, 64) OR r.message_row_id IS NOT NULL THEN 1 END AS deleted,
       CASE WHEN e.message_row_id IS NOT NULL THEN 1 END AS edited,
       CASE WHEN m.origination_flags & 1 OR f.message_row_id IS NOT NULL THEN 'unknown' END AS forwarded_from,
       coalesce(nullif(q.text_data, ''), q.key_id) AS reply_to,
       m.message_type || coalesce(':' || s.action_type, '') AS kind
FROM message m
LEFT JOIN chat c ON c._id = m.chat_row_id
LEFT JOIN jid cj ON cj._id = c.jid_row_id
LEFT JOIN jid_map cmap ON cmap.lid_row_id = c.jid_row_id
LEFT JOIN jid cm ON cm._id = cmap.jid_row_id
LEFT JOIN jid sj ON sj._id = m.sender_jid_row_id
LEFT JOIN jid_map smap ON smap.lid_row_id = m.sender_jid_row_id
LEFT JOIN jid sm ON sm._id = smap.jid_row_id
LEFT JOIN names cc ON cc.jid = coalesce(cm.raw_string, cj.raw_string)
LEFT JOIN names sc ON sc.jid = coalesce(sm.raw_string, sj.raw_string)
LEFT JOIN message_media mm ON mm.message_row_id = m._id
LEFT JOIN message_location l ON l.message_row_id = m._id
LEFT JOIN message_quoted q ON q.message_row_id = m._id
LEFT JOIN message_edit_info e ON e.message_row_id = m._id
LEFT JOIN message_revoked r ON r.message_row_id = m._id
LEFT JOIN message_forwarded f ON f.message_row_id = m._id
LEFT JOIN message_system s ON s.message_row_id = m._id
LEFT JOIN reads ru ON ru.message_row_id = m._id
WHERE m.key_id IS NOT '-1'
ORDER BY m._id;

-- Reactions; type 56 of what is added on to a message.
-- makes: message
-- group: message (reactions)
-- when: message_add_on_reaction
-- needs: message_add_on(_id, parent_message_row_id, from_me, timestamp), message_add_on_reaction(message_add_on_row_id, reaction)
-- optional: message_add_on(sender_jid_row_id), message(_id, chat_row_id, key_id, text_data), chat(_id, jid_row_id, subject), jid(_id, raw_string),
--   jid_map(lid_row_id, jid_row_id)
SELECT a._id AS row, coalesce(cm.raw_string, cj.raw_string) AS chat_id, nullif(c.subject, '') AS chat,
       CASE WHEN a.from_me = 0
            THEN coalesce(sm.raw_string, sj.raw_string, CASE WHEN jid_kind(cj.raw_string) = 'private' THEN coalesce(cm.raw_string, cj.raw_string) END) END AS sender_id,
       CASE a.from_me WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, unix_ms(a.timestamp) AS sent_at, r.reaction AS text,
       coalesce(nullif(m.text_data, ''), m.key_id) AS reply_to, 'reaction' AS kind
FROM message_add_on_reaction r
JOIN message_add_on a ON a._id = r.message_add_on_row_id
LEFT JOIN message m ON m._id = a.parent_message_row_id
LEFT JOIN chat c ON c._id = m.chat_row_id
LEFT JOIN jid cj ON cj._id = c.jid_row_id
LEFT JOIN jid_map cmap ON cmap.lid_row_id = c.jid_row_id
LEFT JOIN jid cm ON cm._id = cmap.jid_row_id
LEFT JOIN jid sj ON sj._id = a.sender_jid_row_id
LEFT JOIN jid_map smap ON smap.lid_row_id = a.sender_jid_row_id
LEFT JOIN jid sm ON sm._id = smap.jid_row_id
ORDER BY a._id;

-- Whose number stands behind a "lid".
-- makes: contact
-- group: contact (lid)
-- when: jid_map
-- needs: jid_map(lid_row_id, jid_row_id), jid(_id, raw_string)
SELECT m.lid_row_id AS row, p.raw_string AS contact_id, json_array(jid_user(p.raw_string)) AS phones, json_array(p.raw_string, l.raw_string) AS account_ids
FROM jid_map m JOIN jid l ON l._id = m.lid_row_id JOIN jid p ON p._id = m.jid_row_id
WHERE p.raw_string LIKE '%@s.whatsapp.net'
ORDER BY m.lid_row_id;

-- Until 2021. Both tables stand side by side while an app moves its rows, with the same numbers and keys: what has
-- arrived in the new table is left to the query above.
-- makes: message
-- group: message (old table)
-- when: messages
-- needs: messages(_id, key_remote_jid, key_from_me, key_id, data, timestamp)
-- optional: messages(remote_resource, status, received_timestamp, media_wa_type, media_mime_type, media_name,
--   media_caption, media_hash, latitude, longitude, forwarded, quoted_row_id),
--   message(_id, key_id), messages_quotes(_id, data, key_id), chat_list(key_remote_jid, subject),
--   wa.wa_contacts(jid, display_name, wa_name)
WITH names AS (SELECT jid, max(coalesce(nullif(display_name, ''), wa_name)) AS name FROM wa_contacts GROUP BY jid)
SELECT m._id AS row,
       m.key_remote_jid AS chat_id,
       coalesce(nullif(cl.subject, ''), cc.name) AS chat,
       CASE WHEN m.key_from_me = 0 AND m.status IS NOT 6
            THEN coalesce(nullif(m.remote_resource, ''), CASE WHEN jid_kind(m.key_remote_jid) = 'private' THEN m.key_remote_jid END)
       END AS sender_id,
       CASE WHEN m.key_from_me = 0 AND m.status IS NOT 6
            THEN coalesce(sc.name,
                          CASE WHEN jid_kind(m.key_remote_jid) = 'private' THEN cc.name END)
       END AS sender,
       CASE WHEN m.status = 6 THEN 'system' WHEN m.key_from_me = 1 THEN 'out' WHEN m.key_from_me = 0 THEN 'in' END AS direction,
       unix_ms(m.timestamp) AS sent_at,
       CASE WHEN m.key_from_me = 0 THEN unix_ms(m.received_timestamp) END AS received_at,
       coalesce(nullif(m.data, ''), m.media_caption) AS text,
       CASE WHEN m.media_mime_type IS NOT NULL
            THEN json_array(json_patch('{}', json_object('name', m.media_name, 'mime', m.media_mime_type,
                                                         'sha256', hex_blob(unbase64(m.media_hash)))))
       END AS attachments,
       CASE WHEN CAST(m.media_wa_type AS INTEGER) IN (5, 16) THEN m.latitude END AS latitude,
       CASE WHEN CAST(m.media_wa_type AS INTEGER) IN (5, 16) THEN m.longitude END AS longitude,
       CASE WHEN CAST(m.media_wa_type AS INTEGER) = 15 THEN 1 END AS deleted,
       CASE WHEN m.forwarded > 0 THEN 'unknown' END AS forwarded_from,
       coalesce(nullif(q.data, ''), q.key_id) AS reply_to,
       m.media_wa_type AS kind
FROM messages m
LEFT JOIN chat_list cl ON cl.key_remote_jid = m.key_remote_jid
LEFT JOIN names cc ON cc.jid = m.key_remote_jid
LEFT JOIN names sc ON sc.jid = m.remote_resource
LEFT JOIN messages_quotes q ON q._id = m.quoted_row_id AND m.quoted_row_id > 0
WHERE m.key_id IS NOT '-1'
  AND NOT EXISTS (SELECT 1 FROM message n WHERE n._id = m._id AND n.key_id = m.key_id)
ORDER BY m._id;

-- makes: chat
-- when: chat
-- needs: chat(_id, jid_row_id), jid(_id, raw_string)
-- optional: chat(subject), jid_map(lid_row_id, jid_row_id),
--   group_participant_user(group_jid_row_id, user_jid_row_id), group_participants(gjid, jid),
--   wa.wa_contacts(jid, display_name, wa_name)
WITH names AS (SELECT jid, max(coalesce(nullif(display_name, ''), wa_name)) AS name FROM wa_contacts GROUP BY jid)
SELECT c._id AS row, coalesce(p.raw_string, j.raw_string) AS chat_id,
       coalesce(nullif(c.subject, ''), w.name) AS name,
       jid_kind(j.raw_string) AS kind,
       coalesce((SELECT nullif(json_group_array(u.raw_string), '[]')
                 FROM group_participant_user g JOIN jid u ON u._id = g.user_jid_row_id WHERE g.group_jid_row_id = c.jid_row_id),
                (SELECT nullif(json_group_array(o.jid), '[]') FROM group_participants o WHERE o.gjid = j.raw_string AND o.jid <> ''))
         AS participants
FROM chat c
LEFT JOIN jid j ON j._id = c.jid_row_id
LEFT JOIN jid_map m ON m.lid_row_id = c.jid_row_id
LEFT JOIN jid p ON p._id = m.jid_row_id
LEFT JOIN names w ON w.jid = coalesce(p.raw_string, j.raw_string)
ORDER BY c._id;

-- makes: call
-- when: call_log
-- needs: call_log(_id, jid_row_id, from_me, timestamp, duration), jid(_id, raw_string)
-- optional: call_log(video_call, call_result, group_jid_row_id), jid_map(lid_row_id, jid_row_id),
--   wa.wa_contacts(jid, display_name, wa_name)
WITH names AS (SELECT jid, max(coalesce(nullif(display_name, ''), wa_name)) AS name FROM wa_contacts GROUP BY jid)
SELECT l._id AS row,
       CASE l.from_me WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction,
       coalesce(p.raw_string, j.raw_string) AS party_id,
       w.name AS party,
       unix_ms(l.timestamp) AS started_at, l.duration AS duration_s,
       CASE l.call_result WHEN 5 THEN 1 WHEN 2 THEN 0 WHEN 3 THEN 0 WHEN 4 THEN 0 END AS answered,
       l.video_call AS video, l.call_result AS kind
FROM call_log l
LEFT JOIN jid j ON j._id = l.jid_row_id
LEFT JOIN jid_map m ON m.lid_row_id = l.jid_row_id
LEFT JOIN jid p ON p._id = m.jid_row_id
LEFT JOIN names w ON w.jid = coalesce(p.raw_string, j.raw_string)
ORDER BY l._id;

-- makes: location
-- when: message_location
-- needs: message_location(message_row_id, latitude, longitude)
-- optional: message_location(place_name, place_address), message(_id, timestamp), messages(_id, timestamp)
SELECT l.message_row_id AS row, l.latitude AS latitude, l.longitude AS longitude, 'app_db' AS origin,
       unix_ms(coalesce(n.timestamp, o.timestamp)) AS at,
       coalesce(nullif(l.place_name, ''), l.place_address) AS label
FROM message_location l
LEFT JOIN message n ON n._id = l.message_row_id
LEFT JOIN messages o ON o._id = l.message_row_id
WHERE l.latitude IS NOT NULL AND l.longitude IS NOT NULL AND (l.latitude <> 0 OR l.longitude <> 0)
ORDER BY l.message_row_id;

-- The last point of a live location.
-- makes: location
-- group: location (live)
-- when: message_location(live_location_final_latitude)
-- needs: message_location(message_row_id, live_location_final_latitude, live_location_final_longitude)
-- optional: message_location(live_location_final_timestamp)
SELECT message_row_id AS row, live_location_final_latitude AS latitude, live_location_final_longitude AS longitude,
       'app_db' AS origin, unix_ms(live_location_final_timestamp) AS at, 'end of live location' AS label
FROM message_location
WHERE live_location_final_latitude <> 0 OR live_location_final_longitude <> 0
ORDER BY message_row_id;

-- makes: location
-- group: location (old table)
-- when: messages(latitude, longitude)
-- needs: messages(_id, latitude, longitude, media_wa_type, timestamp)
-- optional: messages(media_name), message(_id)
SELECT m._id AS row, m.latitude AS latitude, m.longitude AS longitude, 'app_db' AS origin, unix_ms(m.timestamp) AS at,
       m.media_name AS label
FROM messages m
WHERE CAST(m.media_wa_type AS INTEGER) IN (5, 16) AND (m.latitude <> 0 OR m.longitude <> 0)
  AND NOT EXISTS (SELECT 1 FROM message n WHERE n._id = m._id)
ORDER BY m._id;
