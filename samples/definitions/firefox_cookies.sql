-- file: home/a/.mozilla/firefox/x.default/cookies.sqlite
CREATE TABLE moz_cookies(id INTEGER PRIMARY KEY, name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER);
INSERT INTO moz_cookies VALUES (3, 'a', 'secret', '.shop.example', '/', 1, 1, 1), (4, 'b', '', 'shop.example', '/', 1, 1, 1),
  (9, 'c', '', 'mail.example', '/', 1, 1, 1), (10, 'd', NULL, NULL, NULL, NULL, NULL, NULL);
