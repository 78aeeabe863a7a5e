-- id: psi_plus
-- app: Psi+
-- version: 1
-- paths: profiles/*/history/history.db
-- match: events(contact_id, resource, direction, m_text), contacts(acc_id, jid)
-- tested: schema notes only

-- Direction 1 is this side, 2 the other. Dates are ISO text without a zone, of the computer's clock.
-- makes: message
-- needs: events(rowid, contact_id, date, direction, m_text), contacts(id, jid)
-- optional: events(resource, type, subject)
SELECT e.rowid AS row, c.jid AS chat_id, CASE WHEN e.direction = 2 THEN c.jid || coalesce('/' || nullif(e.resource, ''), '') END AS sender_id,
       CASE e.direction WHEN 1 THEN 'out' WHEN 2 THEN 'in' END AS direction,
       unix_s(CAST(strftime('%s', e.date) AS INTEGER)) AS sent_at, 'unknown' AS zone,
       coalesce(nullif(e.m_text, ''), e.subject) AS text, e.type AS kind
FROM events e LEFT JOIN contacts c ON c.id = e.contact_id
ORDER BY e.rowid;
