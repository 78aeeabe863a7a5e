-- file: Users/a/AppData/Local/Google/Chrome/User Data/Default/Login Data
CREATE TABLE logins(origin_url VARCHAR NOT NULL, action_url VARCHAR, username_element VARCHAR, username_value VARCHAR,
  password_element VARCHAR, password_value BLOB, signon_realm VARCHAR NOT NULL, date_created INTEGER, blacklisted_by_user INTEGER,
  date_last_used INTEGER, id INTEGER PRIMARY KEY AUTOINCREMENT);
INSERT INTO logins VALUES
  ('https://shop.example/login', '', 'u', 'example_buyer', 'p', x'763130aabbcc', 'https://shop.example/', 13416807845000000, 0, 13416811445000000, 1),
  ('https://mail.example/', NULL, NULL, 'ann@mail.example', NULL, x'', 'https://mail.example/', 13416807845000000, 0, 0, 2),
  ('https://never.example/', NULL, NULL, '', NULL, NULL, 'https://never.example/', 0, 1, NULL, 5);
