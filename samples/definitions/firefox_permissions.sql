-- file: home/a/.mozilla/firefox/x.default/permissions.sqlite
CREATE TABLE moz_perms(id INTEGER PRIMARY KEY, origin TEXT, type TEXT, permission INTEGER, expireType INTEGER, expireTime INTEGER, modificationTime INTEGER);
INSERT INTO moz_perms VALUES (1, 'https://map.example', 'geo', 1, 0, 0, 1772334245000), (2, 'https://shop.example', 'desktop-notification', 2, 0, 0, 0),
  (3, 'https://x.example', 'odd', 77, 0, 0, NULL);
CREATE TABLE moz_hosts(id INTEGER PRIMARY KEY, host TEXT, type TEXT, permission INTEGER);
INSERT INTO moz_hosts VALUES (1, 'old.example', 'cookie', 1);
