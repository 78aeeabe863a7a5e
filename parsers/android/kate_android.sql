-- id: kate_android
-- app: Kate Mobile
-- platform: android
-- version: 1
-- paths: com.perm.kate_new_*/databases/kate.db; com.perm.kate/databases/kate.db
-- match: messages(message_id, account_id, is_out, body)
-- tested: schema notes only

-- makes: message
-- needs: messages(rowid, uid, body, date, is_out)
-- optional: messages(title, chat_id), users(id, first_name, last_name)
SELECT m.rowid AS row, CASE WHEN m.chat_id > 0 THEN 2000000000 + m.chat_id ELSE m.uid END AS chat_id, nullif(m.title, '') AS chat,
       CASE WHEN m.is_out = 0 THEN m.uid END AS sender_id,
       CASE WHEN m.is_out = 0 THEN nullif(trim(coalesce(u.first_name, '') || ' ' || coalesce(u.last_name, '')), '') END AS sender,
       CASE m.is_out WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, unix_s(m.date) AS sent_at, m.body AS text
FROM messages m LEFT JOIN users u ON u.id = m.uid
ORDER BY m.rowid;

-- makes: location
-- when: attachments(geo_lat, geo_lon)
-- needs: attachments(rowid, geo_lat, geo_lon)
SELECT rowid AS row, CAST(geo_lat AS REAL) AS latitude, CAST(geo_lon AS REAL) AS longitude, 'app_db' AS origin
FROM attachments
WHERE CAST(geo_lat AS REAL) <> 0 OR CAST(geo_lon AS REAL) <> 0
ORDER BY rowid;
