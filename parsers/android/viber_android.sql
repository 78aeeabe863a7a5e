-- id: viber_android
-- app: Viber
-- platform: android
-- version: 1
-- paths: com.viber.voip*/databases/viber_messages
-- match: messages(conversation_id, participant_id, send_type, body), participants_info(number, display_name)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Coordinates are whole numbers: degrees times 10,000,000, in old versions times 1,000,000. Farther than 9 degrees from
-- the equator the two cannot be confused.
-- makes: message
-- needs: messages(_id, conversation_id, participant_id, send_type, body)
-- optional: messages(msg_date, date, deleted, extra_mime, extra_uri, location_lat, location_lng),
--   participants(_id, conversation_id, participant_info_id),
--   participants_info(_id, number, display_name, viber_name, contact_name, participant_type), conversations(_id, name)
WITH people AS (
  SELECT p._id AS participant, p.conversation_id AS conversation, i.participant_type AS type,
         coalesce(nullif(i.display_name, ''), nullif(i.contact_name, ''), nullif(i.viber_name, '')) AS name, i.number AS number
  FROM participants p JOIN participants_info i ON i._id = p.participant_info_id)
SELECT m._id AS row, m.conversation_id AS chat_id,
       coalesce(nullif(c.name, ''), (SELECT group_concat(coalesce(o.name, o.number), ', ') FROM people o
                                     WHERE o.conversation = m.conversation_id AND o.type <> 0)) AS chat,
       CASE WHEN m.send_type = 0 THEN s.number END AS sender_id,
       CASE WHEN m.send_type = 0 THEN s.name END AS sender,
       CASE m.send_type WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction,
       coalesce(unix_ms(m.msg_date), unix_ms(m.date)) AS sent_at,
       m.body AS text,
       CASE WHEN m.extra_uri <> '' THEN json_array(json_object('name', path_base(m.extra_uri), 'path', m.extra_uri)) END AS attachments,
       CASE WHEN m.location_lat <> 0 OR m.location_lng <> 0
            THEN m.location_lat / CASE WHEN abs(m.location_lat) > 90000000 THEN 1e7 ELSE 1e6 END END AS latitude,
       CASE WHEN m.location_lat <> 0 OR m.location_lng <> 0
            THEN m.location_lng / CASE WHEN abs(m.location_lat) > 90000000 THEN 1e7 ELSE 1e6 END END AS longitude,
       CASE WHEN m.deleted = 1 THEN 1 END AS deleted,
       m.extra_mime AS kind
FROM messages m
LEFT JOIN conversations c ON c._id = m.conversation_id
LEFT JOIN people s ON s.participant = m.participant_id
ORDER BY m._id;

-- makes: chat
-- when: conversations
-- needs: conversations(_id, conversation_type)
-- optional: conversations(name), participants(_id, conversation_id, participant_info_id), participants_info(_id, number, display_name)
-- index: participants(conversation_id)
SELECT c._id AS row, c._id AS chat_id, c.name AS name,
       CASE c.conversation_type WHEN 0 THEN 'private' WHEN 1 THEN 'group' ELSE c.conversation_type END AS kind,
       (SELECT json_group_array(coalesce(nullif(i.number, ''), i.display_name))
        FROM participants p JOIN participants_info i ON i._id = p.participant_info_id WHERE p.conversation_id = c._id) AS participants
FROM conversations c
ORDER BY c._id;

-- The owner of the phone is the participant of type 0.
-- makes: account
-- when: participants_info(participant_type)
-- needs: participants_info(_id, number, participant_type)
-- optional: participants_info(member_id, viber_name, display_name)
SELECT _id AS row, member_id AS account_id, coalesce(nullif(viber_name, ''), display_name) AS name, number AS phone
FROM participants_info
WHERE participant_type = 0
ORDER BY _id;

-- makes: location
-- when: messages(location_lat, location_lng)
-- needs: messages(_id, location_lat, location_lng)
-- optional: messages(msg_date, date)
SELECT _id AS row, 'app_db' AS origin, coalesce(unix_ms(msg_date), unix_ms(date)) AS at,
       location_lat / CASE WHEN abs(location_lat) > 90000000 THEN 1e7 ELSE 1e6 END AS latitude,
       location_lng / CASE WHEN abs(location_lat) > 90000000 THEN 1e7 ELSE 1e6 END AS longitude
FROM messages
WHERE location_lat <> 0 OR location_lng <> 0
ORDER BY _id;
