-- file: home/a/.config/google-chrome/Default/Cookies
CREATE TABLE cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, name TEXT NOT NULL, value TEXT, path TEXT,
  expires_utc INTEGER, last_access_utc INTEGER, encrypted_value BLOB);
INSERT INTO cookies VALUES
  (13416807845000000, '.shop.example', 'sid', 'secret', '/', 0, 0, x''),
  (13416807846000000, 'shop.example', 'theme', '', '/', 0, 0, x'00'),
  (13416807847000000, 'www.market.example', 'id', '', '/', 0, 0, NULL),
  (13416807848000000, '', 'none', '', '/', 0, 0, NULL);
