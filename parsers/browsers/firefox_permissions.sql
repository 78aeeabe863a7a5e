-- id: firefox_permissions
-- app: Firefox
-- app_from_path: TorBrowser = Tor Browser; Tor Browser = Tor Browser; org.torproject = Tor Browser; seamonkey = SeaMonkey;
--   Waterfox = Waterfox; LibreWolf = LibreWolf
-- version: 1
-- paths: permissions.sqlite
-- match: moz_perms(origin, type, permission)
-- match: moz_hosts(host, type, permission)
-- tested: schema notes only

-- 1 is allowed, 2 refused, 3 asked each time; others stay numbers.
-- makes: device_event
-- when: moz_perms
-- needs: moz_perms(id, origin, type, permission)
-- optional: moz_perms(modificationTime)
SELECT id AS row, 'site permission' AS kind, unix_ms(modificationTime) AS at,
       origin || ' ' || type || ' ' || CASE permission WHEN 1 THEN 'allowed' WHEN 2 THEN 'refused' WHEN 3 THEN 'ask' ELSE permission END AS text
FROM moz_perms
ORDER BY id;

-- makes: device_event
-- group: device_event (until 2015)
-- when: moz_hosts(permission)
-- needs: moz_hosts(id, host, type, permission)
-- optional: moz_hosts(modificationTime)
SELECT id AS row, 'site permission' AS kind, unix_ms(modificationTime) AS at,
       host || ' ' || type || ' ' || CASE permission WHEN 1 THEN 'allowed' WHEN 2 THEN 'refused' WHEN 3 THEN 'ask' ELSE permission END AS text
FROM moz_hosts
ORDER BY id;
