-- id: sms_ios
-- app: SMS
-- platform: ios
-- version: 2
-- paths: Library/SMS/sms.db; Messages/chat.db; 3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28
-- match: message(guid, is_from_me, handle_id, date), handle(id, service)
-- tested: a macOS chat.db of 2015 and an iOS backup of 2019
-- references: notes of public parsers

-- Newer systems keep the text in attributedBody only. `item_type` other than 0 is an event of a group; what stands in
-- chat_recoverable_message_join was deleted and waits for its end. Dates are seconds up to iOS 10, then nanoseconds.
-- makes: message
-- needs: message(ROWID, text, handle_id, date, is_from_me)
-- optional: message(attributedBody, service, date_read, date_delivered, item_type, associated_message_type,
--   associated_message_guid, thread_originator_guid, date_edited, date_retracted, group_title), handle(ROWID, id),
--   chat(ROWID, chat_identifier, display_name), chat_message_join(chat_id, message_id),
--   chat_recoverable_message_join(chat_id, message_id), attachment(ROWID, filename, mime_type, transfer_name),
--   message_attachment_join(message_id, attachment_id)
-- index: message_attachment_join(message_id), chat_recoverable_message_join(message_id)
WITH place AS (SELECT message_id, min(chat_id) AS chat_id
               FROM (SELECT message_id, chat_id FROM chat_message_join UNION ALL
                     SELECT message_id, chat_id FROM chat_recoverable_message_join) GROUP BY message_id)
SELECT m.ROWID AS row,
       coalesce(nullif(m.service, ''), 'SMS') AS app,
       c.chat_identifier AS chat_id, c.display_name AS chat,
       CASE WHEN m.is_from_me = 0 THEN h.id END AS sender_id,
       CASE WHEN m.item_type <> 0 THEN 'system' WHEN m.is_from_me = 1 THEN 'out' WHEN m.is_from_me = 0 THEN 'in' END AS direction,
       apple_time(m.date) AS sent_at,
       CASE WHEN m.is_from_me = 0 THEN apple_time(m.date_delivered) END AS received_at,
       apple_time(m.date_read) AS read_at,
       coalesce(nullif(m.text, ''), typedstream_text(m.attributedBody), m.group_title) AS text,
       (SELECT json_group_array(json_patch('{}', json_object('name', coalesce(a.transfer_name, path_base(a.filename)),
                                                             'mime', a.mime_type, 'path', a.filename)))
        FROM message_attachment_join j JOIN attachment a ON a.ROWID = j.attachment_id WHERE j.message_id = m.ROWID) AS attachments,
       CASE WHEN m.date_retracted > 0 OR EXISTS (SELECT 1 FROM chat_recoverable_message_join r WHERE r.message_id = m.ROWID)
            THEN 1 END AS deleted,
       CASE WHEN m.date_edited > 0 AND coalesce(m.date_retracted, 0) = 0 THEN 1 END AS edited,
       coalesce(m.associated_message_guid, m.thread_originator_guid) AS reply_to,
       CASE WHEN m.associated_message_type <> 0 THEN 'associated:' || m.associated_message_type
            WHEN m.item_type <> 0 THEN 'item:' || m.item_type END AS kind
FROM message m
LEFT JOIN handle h ON h.ROWID = m.handle_id
LEFT JOIN place p ON p.message_id = m.ROWID
LEFT JOIN chat c ON c.ROWID = p.chat_id
ORDER BY m.ROWID;

-- Style 43 is a group, 45 a conversation of two.
-- makes: chat
-- when: chat
-- needs: chat(ROWID, chat_identifier)
-- optional: chat(display_name, style, service_name), handle(ROWID, id), chat_handle_join(chat_id, handle_id)
-- index: chat_handle_join(chat_id)
SELECT c.ROWID AS row, coalesce(nullif(c.service_name, ''), 'SMS') AS app, c.chat_identifier AS chat_id, c.display_name AS name,
       CASE c.style WHEN 43 THEN 'group' WHEN 45 THEN 'private' ELSE c.style END AS kind,
       (SELECT json_group_array(h.id) FROM chat_handle_join j JOIN handle h ON h.ROWID = j.handle_id WHERE j.chat_id = c.ROWID) AS participants
FROM chat c
ORDER BY c.ROWID;

-- Texts before they were edited or taken back: the summary keeps, for each part of a message, every version with its time, and
-- the last is the text of today.
-- makes: message
-- group: message (earlier texts)
-- when: message(message_summary_info)
-- needs: message(ROWID, handle_id, is_from_me, message_summary_info)
-- optional: message(service, date_retracted), handle(ROWID, id), chat(ROWID, chat_identifier, display_name),
--   chat_message_join(chat_id, message_id)
WITH edited AS MATERIALIZED (SELECT ROWID AS id, plist_json(message_summary_info, 'ec') AS parts FROM message
                             WHERE message_summary_info IS NOT NULL),
     version AS MATERIALIZED (SELECT e.id, v.value AS body, v.key AS number, json_array_length(p.value) AS versions
                 FROM edited e, json_each(e.parts) p, json_each(p.value) v
                 WHERE e.parts IS NOT NULL AND p.type = 'array' AND v.type = 'object')
SELECT m.ROWID AS row, coalesce(nullif(m.service, ''), 'SMS') AS app, c.chat_identifier AS chat_id, c.display_name AS chat,
       CASE WHEN m.is_from_me = 0 THEN h.id END AS sender_id,
       CASE WHEN m.is_from_me = 1 THEN 'out' WHEN m.is_from_me = 0 THEN 'in' END AS direction,
       apple_time(json_text(v.body, '$.d')) AS sent_at, typedstream_text(unhex(json_text(v.body, '$.t'))) AS text,
       1 AS edited, CASE WHEN m.date_retracted > 0 THEN 1 END AS deleted, 'version:' || (v.number + 1) AS kind
FROM version v
JOIN message m ON m.ROWID = v.id
LEFT JOIN handle h ON h.ROWID = m.handle_id
LEFT JOIN chat_message_join j ON j.message_id = m.ROWID
LEFT JOIN chat c ON c.ROWID = j.chat_id
WHERE v.number + 1 < v.versions OR m.date_retracted > 0
ORDER BY m.ROWID, v.number;

-- Numbers are given in turn and never again: a gap is what was deleted. It is named by the message after it.
-- makes: device_event
-- states: present
-- when: message(is_from_me)
-- needs: message(ROWID, date)
WITH numbered AS (SELECT ROWID AS id, date, lag(ROWID, 1, 0) OVER (ORDER BY ROWID) AS before, lag(date) OVER (ORDER BY ROWID) AS since FROM message)
SELECT id AS row, 'messages missing' AS kind, apple_time(date) AS at,
       'ROWID ' || (before + 1) || CASE WHEN id - before > 2 THEN '–' || (id - 1) ELSE '' END || ' (' || (id - before - 1) || ')' ||
         coalesce(', after ' || datetime(apple_time(since) / 1000, 'unixepoch'), '') AS text,
       'SMS' AS app
FROM numbered
WHERE id - before > 1
ORDER BY id;

-- The numbers and addresses of the owner that messages were sent to.
-- makes: account
-- when: message(destination_caller_id)
-- needs: message(ROWID, destination_caller_id)
-- optional: message(service)
SELECT min(ROWID) AS row, coalesce(nullif(service, ''), 'SMS') AS app, destination_caller_id AS account_id,
       CASE WHEN destination_caller_id GLOB '+[0-9]*' THEN destination_caller_id END AS phone,
       CASE WHEN destination_caller_id LIKE '_%@_%' THEN destination_caller_id END AS email
FROM message
WHERE destination_caller_id <> ''
GROUP BY destination_caller_id, service
ORDER BY 1;
