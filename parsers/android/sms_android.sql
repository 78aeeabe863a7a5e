-- id: sms_android
-- app: SMS
-- platform: android
-- version: 1
-- paths: com.android.providers.telephony/databases/mmssms.db; com.android.providers.telephony/db/mmssms.db
-- match: sms(thread_id, address, date, type, body), canonical_addresses(address)
-- tested: Android 4.1 (58 KiB database of 2012), Samsung of 2021
-- references: Android's TelephonyProvider and android.provider.Telephony

-- The types are 1 in, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued. What was never sent has no direction; it is in `kind`.
-- makes: message
-- when: sms
-- needs: sms(_id, address, date, type, body)
-- optional: sms(thread_id, date_sent, subject, person), threads(_id, recipient_ids), canonical_addresses(_id, address)
SELECT s._id AS row, s.thread_id AS chat_id,
       coalesce(a.address, s.address) AS chat,
       CASE WHEN s.type = 1 THEN s.address END AS sender_id,
       CASE WHEN s.type = 1 THEN 'in' WHEN s.type IN (2, 4, 5, 6) THEN 'out' END AS direction,
       CASE WHEN s.type = 1 THEN coalesce(unix_ms(s.date_sent), unix_ms(s.date)) ELSE unix_ms(s.date) END AS sent_at,
       CASE WHEN s.type = 1 THEN unix_ms(s.date) END AS received_at,
       s.body AS text, s.type AS kind
FROM sms s
LEFT JOIN threads t ON t._id = s.thread_id
LEFT JOIN canonical_addresses a ON a._id = CAST(t.recipient_ids AS INTEGER) AND CAST(a._id AS TEXT) = t.recipient_ids
ORDER BY s._id;

-- MMS. date and date_sent are seconds here; addr.type is of the WAP headers: 137 from, 151 to, 130 cc, 129 bcc.
-- makes: message
-- group: message (mms)
-- when: pdu
-- needs: pdu(_id, date, msg_box), part(mid, ct, text), addr(msg_id, address, type)
-- optional: pdu(thread_id, date_sent, sub, m_type), part(_id, seq, name, cl, fn, _data)
-- index: addr(msg_id), part(mid)
SELECT p._id AS row, p.thread_id AS chat_id,
       (SELECT group_concat(a.address, ', ') FROM addr a
        WHERE a.msg_id = p._id AND a.type = CASE p.msg_box WHEN 1 THEN 137 ELSE 151 END
          AND a.address <> 'insert-address-token') AS chat,
       CASE WHEN p.msg_box = 1
            THEN (SELECT a.address FROM addr a WHERE a.msg_id = p._id AND a.type = 137 AND a.address <> 'insert-address-token')
       END AS sender_id,
       CASE WHEN p.msg_box = 1 THEN 'in' WHEN p.msg_box IN (2, 4) THEN 'out' END AS direction,
       CASE WHEN p.msg_box = 1 THEN coalesce(unix_s(p.date_sent), unix_s(p.date)) ELSE unix_s(p.date) END AS sent_at,
       CASE WHEN p.msg_box = 1 THEN unix_s(p.date) END AS received_at,
       coalesce((SELECT group_concat(x.text, char(10)) FROM part x WHERE x.mid = p._id AND x.ct = 'text/plain'), p.sub) AS text,
       (SELECT json_group_array(json_patch('{}', json_object(
                 'name', coalesce(x.name, x.fn, x.cl, path_base(x._data)), 'mime', x.ct, 'path', x._data)))
        FROM part x WHERE x.mid = p._id AND x.ct NOT IN ('text/plain', 'application/smil')) AS attachments,
       'mms:' || p.msg_box || coalesce(':' || p.m_type, '') AS kind
FROM pdu p
ORDER BY p._id;

-- Samsung keeps what it took for spam apart.
-- makes: message
-- group: message (spam)
-- when: spam_sms
-- needs: spam_sms(_id, address, date, type, body)
-- optional: spam_sms(thread_id, date_sent)
-- row: spam_sms
SELECT s._id AS row, s.thread_id AS chat_id, s.address AS chat,
       CASE WHEN s.type = 1 THEN s.address END AS sender_id,
       CASE WHEN s.type = 1 THEN 'in' WHEN s.type IN (2, 4, 5, 6) THEN 'out' END AS direction,
       CASE WHEN s.type = 1 THEN coalesce(unix_ms(s.date_sent), unix_ms(s.date)) ELSE unix_ms(s.date) END AS sent_at,
       CASE WHEN s.type = 1 THEN unix_ms(s.date) END AS received_at,
       s.body AS text, 'spam:' || s.type AS kind
FROM spam_sms s
ORDER BY s._id;

-- Numbers that were once written with and of whom no message is left.
-- makes: contact
-- when: canonical_addresses
-- needs: canonical_addresses(_id, address), sms(address)
-- optional: addr(address)
SELECT c._id AS row, c._id AS contact_id,
       CASE WHEN c.address NOT LIKE '%@%' THEN json_array(c.address) END AS phones,
       CASE WHEN c.address LIKE '%@%' THEN json_array(c.address) END AS emails
FROM canonical_addresses c
WHERE c.address <> ''
  AND c.address NOT IN (SELECT s.address FROM sms s WHERE s.address IS NOT NULL)
  AND c.address NOT IN (SELECT a.address FROM addr a WHERE a.address IS NOT NULL)
ORDER BY c._id;
