-- id: sms_backup_android
-- app: SMS
-- platform: android
-- version: 1
-- source: xml
-- paths: *sms*.xml; *calls*.xml
-- contains: <smses
-- contains: <calls
-- tested: invented sample only
-- references: field notes of "SMS Backup & Restore" by its maker; Android's Telephony provider

-- The types are those of Android: 1 in, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued. A draft has no direction.
-- makes: message
SELECT e.xpath AS xpath, e.attributes ->> 'address' AS chat_id,
       nullif(nullif(e.attributes ->> 'contact_name', '(Unknown)'), 'null') AS chat,
       CASE WHEN e.attributes ->> 'type' = '1' THEN e.attributes ->> 'address' END AS sender_id,
       CASE WHEN e.attributes ->> 'type' = '1' THEN 'in' WHEN e.attributes ->> 'type' IN ('2', '4', '5', '6') THEN 'out' END
         AS direction,
       CASE WHEN e.attributes ->> 'type' = '1'
            THEN coalesce(unix_ms(nullif(e.attributes ->> 'date_sent', 'null')), unix_ms(e.attributes ->> 'date'))
            ELSE unix_ms(e.attributes ->> 'date') END AS sent_at,
       CASE WHEN e.attributes ->> 'type' = '1' THEN unix_ms(e.attributes ->> 'date') END AS received_at,
       nullif(e.attributes ->> 'body', 'null') AS text, e.attributes ->> 'type' AS kind
FROM element e WHERE e.path = '/smses/sms' ORDER BY e.id;

-- The addresses' types are of the WAP headers: 137 from, 151 to. Parts hold texts, layout and files; a file's bytes
-- (attribute "data") stay where they are.
-- makes: message
-- group: message (mms)
SELECT m.xpath AS xpath, m.attributes ->> 'address' AS chat_id,
       nullif(nullif(m.attributes ->> 'contact_name', '(Unknown)'), 'null') AS chat,
       CASE WHEN m.attributes ->> 'msg_box' = '1'
            THEN (SELECT a.attributes ->> 'address' FROM element l JOIN element a ON a.parent = l.id
                  WHERE l.parent = m.id AND l.name = 'addrs' AND a.attributes ->> 'type' = '137') END AS sender_id,
       CASE m.attributes ->> 'msg_box' WHEN '1' THEN 'in' WHEN '2' THEN 'out' WHEN '4' THEN 'out' END AS direction,
       unix_ms(m.attributes ->> 'date') AS sent_at,
       (SELECT group_concat(p.attributes ->> 'text', char(10)) FROM element l JOIN element p ON p.parent = l.id
        WHERE l.parent = m.id AND l.name = 'parts' AND p.attributes ->> 'ct' = 'text/plain') AS text,
       (SELECT json_group_array(json_patch('{}', json_object(
                 'name', coalesce(nullif(p.attributes ->> 'cl', 'null'), nullif(p.attributes ->> 'name', 'null')),
                 'mime', p.attributes ->> 'ct')))
        FROM element l JOIN element p ON p.parent = l.id
        WHERE l.parent = m.id AND l.name = 'parts' AND p.attributes ->> 'ct' NOT IN ('text/plain', 'application/smil'))
         AS attachments,
       'mms:' || (m.attributes ->> 'msg_box') AS kind
FROM element m WHERE m.path = '/smses/mms' ORDER BY m.id;

-- The types are 1 in, 2 out, 3 missed, 4 voicemail, 5 rejected, 6 refused by a list.
-- makes: call
SELECT e.xpath AS xpath, 'Phone' AS app, e.attributes ->> 'number' AS party_id,
       nullif(nullif(e.attributes ->> 'contact_name', '(Unknown)'), 'null') AS party,
       CASE e.attributes ->> 'type' WHEN '2' THEN 'out' WHEN '1' THEN 'in' WHEN '3' THEN 'in' WHEN '5' THEN 'in'
            WHEN '6' THEN 'in' END AS direction,
       unix_ms(e.attributes ->> 'date') AS started_at, e.attributes ->> 'duration' AS duration_s,
       CASE WHEN e.attributes ->> 'type' IN ('3', '5', '6') THEN 0
            WHEN CAST(e.attributes ->> 'duration' AS INTEGER) > 0 THEN 1 END AS answered,
       e.attributes ->> 'type' AS kind
FROM element e WHERE e.path = '/calls/call' ORDER BY e.id;
