-- id: dino
-- app: Dino
-- platform: linux
-- version: 1
-- paths: dino/dino.db
-- match: message(counterpart_id, direction, body, local_time), jid(id, bare_jid)
-- tested: schema notes only
-- references: Dino source, libdino

-- Direction 1 is out, 0 in.
-- makes: message
-- needs: message(id, counterpart_id, direction, time, body), jid(id, bare_jid)
-- optional: message(counterpart_resource, type)
SELECT m.id AS row, j.bare_jid AS chat_id,
       CASE WHEN m.direction = 0 THEN j.bare_jid || coalesce('/' || nullif(m.counterpart_resource, ''), '') END AS sender_id,
       CASE m.direction WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction, unix_s(m.time) AS sent_at, m.body AS text, m.type AS kind
FROM message m LEFT JOIN jid j ON j.id = m.counterpart_id
ORDER BY m.id;

-- makes: account
-- when: account(bare_jid)
-- needs: account(id, bare_jid)
-- optional: account(alias, password)
SELECT id AS row, bare_jid AS account_id, alias AS name, CASE WHEN length(password) > 0 THEN 'password' END AS secret
FROM account
ORDER BY id;
