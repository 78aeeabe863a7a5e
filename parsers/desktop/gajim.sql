-- id: gajim
-- app: Gajim
-- version: 1
-- paths: gajim*/logs.db; Gajim*/logs.db
-- match: logs(jid_id, contact_name, kind, message), jids(jid_id, jid)
-- match: message(fk_account_pk, fk_remote_pk, direction, timestamp), remote(pk, jid)
-- tested: schema notes only

-- Until 1.8. Kinds: 2 in a room, 4 received, 6 sent, 3 and 5 single messages; others are events.
-- makes: message
-- when: logs
-- needs: logs(log_line_id, jid_id, time, kind, message), jids(jid_id, jid)
-- optional: logs(contact_name, subject, additional_data)
SELECT l.log_line_id AS row, j.jid AS chat_id,
       CASE WHEN l.kind IN (3, 4) THEN j.jid WHEN l.kind = 2 THEN j.jid || '/' || l.contact_name END AS sender_id,
       l.contact_name AS sender,
       CASE WHEN l.kind IN (3, 4) THEN 'in' WHEN l.kind IN (5, 6) THEN 'out' WHEN l.kind = 2 THEN 'unknown' ELSE 'system' END AS direction,
       unix_ms(CAST(l.time * 1000 AS INTEGER)) AS sent_at, coalesce(nullif(l.message, ''), l.subject) AS text,
       CASE WHEN json_text(l.additional_data, '$.corrected.original_text') IS NOT NULL THEN 1 END AS edited, l.kind AS kind
FROM logs l LEFT JOIN jids j ON j.jid_id = l.jid_id
ORDER BY l.log_line_id;

-- What stood there before it was corrected.
-- makes: message
-- group: message (before correction)
-- when: logs(additional_data)
-- needs: logs(log_line_id, jid_id, time, kind, additional_data), jids(jid_id, jid)
SELECT l.log_line_id AS row, j.jid AS chat_id, CASE WHEN l.kind = 4 THEN j.jid END AS sender_id,
       CASE l.kind WHEN 4 THEN 'in' WHEN 6 THEN 'out' ELSE 'unknown' END AS direction,
       unix_ms(CAST(l.time * 1000 AS INTEGER)) AS sent_at, json_text(l.additional_data, '$.corrected.original_text') AS text,
       'before correction' AS kind
FROM logs l LEFT JOIN jids j ON j.jid_id = l.jid_id
WHERE json_text(l.additional_data, '$.corrected.original_text') IS NOT NULL
ORDER BY l.log_line_id;

-- Since 1.9. Direction 1 in, 2 out; a correction is a row of its own that names the message it corrects.
-- makes: message
-- group: message (since 1.9)
-- when: remote
-- needs: message(pk, fk_remote_pk, direction, timestamp, text), remote(pk, jid)
-- optional: message(type, resource, correction_id, fk_occupant_pk), occupant(pk, nickname)
SELECT m.pk AS row, r.jid AS chat_id,
       CASE WHEN m.direction = 1 THEN r.jid || coalesce('/' || nullif(m.resource, ''), '') END AS sender_id,
       CASE WHEN m.direction = 1 THEN o.nickname END AS sender,
       CASE m.direction WHEN 1 THEN 'in' WHEN 2 THEN 'out' END AS direction,
       unix_ms(CAST(m.timestamp * 1000 AS INTEGER)) AS sent_at, m.text AS text,
       CASE WHEN m.correction_id <> '' THEN 1 END AS edited, m.type AS kind
FROM message m
LEFT JOIN remote r ON r.pk = m.fk_remote_pk
LEFT JOIN occupant o ON o.pk = m.fk_occupant_pk
ORDER BY m.pk;
