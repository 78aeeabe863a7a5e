-- id: pidgin_contacts
-- app: Pidgin
-- version: 1
-- source: xml
-- paths: .purple/blist.xml
-- contains: <purple
-- tested: invented sample only
-- references: libpurple's public sources, blist.c

-- A buddy's own name for itself is its alias; the one that the user gave stands with the contact around it.
-- makes: contact
WITH part AS (
  SELECT parent, max(CASE name WHEN 'name' THEN text END) AS name, max(CASE name WHEN 'alias' THEN text END) AS alias
  FROM element WHERE name IN ('name', 'alias') GROUP BY parent)
SELECT b.xpath AS xpath, p.name AS contact_id, coalesce(c.attributes ->> 'alias', p.alias) AS name, json_array(p.name) AS account_ids
FROM element b JOIN part p ON p.parent = b.id JOIN element c ON c.id = b.parent
WHERE b.name = 'buddy' AND p.name IS NOT NULL
ORDER BY b.id;

-- makes: chat
WITH part AS (
  SELECT parent, max(CASE WHEN name = 'alias' THEN text END) AS alias,
         max(CASE WHEN name = 'component' AND attributes ->> 'name' IN ('room', 'channel') THEN text END) AS room,
         max(CASE WHEN name = 'component' AND attributes ->> 'name' = 'server' THEN text END) AS server
  FROM element WHERE name IN ('alias', 'component') GROUP BY parent)
SELECT c.xpath AS xpath, p.room || coalesce('@' || p.server, '') AS chat_id, p.alias AS name, 'group' AS kind
FROM element c JOIN part p ON p.parent = c.id
WHERE c.name = 'chat' AND p.room IS NOT NULL
ORDER BY c.id;
