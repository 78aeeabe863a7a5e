-- id: microsip
-- app: MicroSIP
-- platform: windows
-- version: 1
-- source: ini
-- paths: microsip.ini
-- tested: invented sample only
-- references: MicroSIP's public sources, settings and list of calls

-- The account's secret is stored with it, and never read further than that it is there.
-- makes: account
WITH a AS (
  SELECT section, max(CASE lower(key) WHEN 'username' THEN offset END) AS offset,
         max(CASE lower(key) WHEN 'username' THEN length END) AS length, max(CASE lower(key) WHEN 'username' THEN value END) AS user,
         max(CASE lower(key) WHEN 'domain' THEN value END) AS domain, max(CASE lower(key) WHEN 'server' THEN value END) AS server,
         max(CASE lower(key) WHEN 'displayname' THEN value END) AS name, max(CASE lower(key) WHEN 'label' THEN value END) AS label,
         max(CASE WHEN lower(key) = 'password' AND value <> '' THEN 1 END) AS kept
  FROM setting WHERE section LIKE 'Account%' GROUP BY section)
SELECT offset AS offset, length AS length,
       user || coalesce('@' || coalesce(nullif(domain, ''), nullif(server, '')), '') AS account_id,
       coalesce(nullif(name, ''), nullif(label, '')) AS name, CASE kept WHEN 1 THEN 'password' END AS secret,
       coalesce(nullif(server, ''), nullif(domain, '')) AS url
FROM a WHERE user <> '' ORDER BY offset;

-- number;name;type;time;seconds;what ended it. Types are 0 out, 1 in, 2 missed; a call that ended in the ordinary
-- way has no end text. "null" is a deleted entry.
-- makes: call
WITH c AS (
  SELECT number, offset, length, regex_capture(value, '^([^;]+);', 1) AS party_id, regex_capture(value, '^[^;]*;([^;]*);', 1) AS name,
         regex_capture(value, '^(?:[^;]*;){2}(\d+);', 1) AS kind, regex_capture(value, '^(?:[^;]*;){3}(\d+);', 1) AS at,
         CAST(regex_capture(value, '^(?:[^;]*;){4}(\d+)(?:;|$)', 1) AS INTEGER) AS seconds,
         nullif(regex_capture(value, '^(?:[^;]*;){5}(.*)$', 1), '') AS ended
  FROM setting WHERE section = 'Calls' AND value <> 'null')
SELECT offset AS offset, length AS length, CASE kind WHEN '0' THEN 'out' WHEN '1' THEN 'in' WHEN '2' THEN 'in' END AS direction,
       party_id AS party_id, nullif(nullif(name, ''), party_id) AS party, unix_s(CAST(at AS INTEGER)) AS started_at,
       seconds AS duration_s, CASE WHEN kind = '2' THEN 0 WHEN seconds > 0 THEN 1 END AS answered,
       kind || coalesce(': ' || ended, '') AS kind
FROM c WHERE party_id IS NOT NULL AND kind IS NOT NULL ORDER BY number;
