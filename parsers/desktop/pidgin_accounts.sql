-- id: pidgin_accounts
-- app: Pidgin
-- version: 1
-- source: xml
-- paths: .purple/accounts.xml
-- contains: <account
-- tested: invented sample only
-- references: libpurple's public sources, account.c

-- A remembered password stands here in plain text; that it does is all that is told of it.
-- makes: account
WITH part AS (
  SELECT parent, max(CASE name WHEN 'protocol' THEN text END) AS protocol, max(CASE name WHEN 'name' THEN text END) AS name,
         max(CASE name WHEN 'alias' THEN text END) AS alias, max(CASE WHEN name = 'password' AND text IS NOT NULL THEN 1 END) AS kept
  FROM element WHERE name IN ('protocol', 'name', 'alias', 'password') GROUP BY parent)
SELECT a.xpath AS xpath, p.name AS account_id, p.alias AS name, CASE p.kept WHEN 1 THEN 'password' END AS secret
FROM element a JOIN part p ON p.parent = a.id
WHERE a.name = 'account' AND p.name IS NOT NULL
ORDER BY a.id;
