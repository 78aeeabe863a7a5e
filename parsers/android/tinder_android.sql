-- id: tinder_android
-- app: Tinder
-- platform: android
-- version: 1
-- paths: com.tinder/databases/tinder-3.db
-- match: message(match_id, to_id, from_id, sent_date), match_person(id, name)
-- tested: database of 2023

-- The owner is in no table; who is a match is the other side.
-- makes: message
-- needs: message(client_sequential_id, match_id, to_id, from_id, text, sent_date)
-- optional: message(type), match_person(id, name)
SELECT m.client_sequential_id AS row, m.match_id AS chat_id, (SELECT p.name FROM match_person p WHERE p.id IN (m.from_id, m.to_id)) AS chat,
       CASE WHEN m.to_id NOT IN (SELECT id FROM match_person) THEN m.from_id END AS sender_id,
       (SELECT p.name FROM match_person p WHERE p.id = m.from_id) AS sender,
       CASE WHEN m.from_id IN (SELECT id FROM match_person) THEN 'in' WHEN m.to_id IN (SELECT id FROM match_person) THEN 'out' ELSE 'unknown' END AS direction,
       unix_ms(m.sent_date) AS sent_at, m.text AS text, m.type AS kind
FROM message m
ORDER BY m.client_sequential_id;

-- makes: contact
-- when: match_person
-- needs: match_person(rowid, id, name)
SELECT rowid AS row, id AS contact_id, name AS name FROM match_person ORDER BY rowid;
