-- file: home/a/.config/google-chrome/Default/Shortcuts
CREATE TABLE omni_box_shortcuts(id VARCHAR PRIMARY KEY, text VARCHAR, fill_into_edit VARCHAR, url VARCHAR, contents VARCHAR,
  last_access_time INTEGER, number_of_hits INTEGER);
INSERT INTO omni_box_shortcuts VALUES ('a', 'магаз', 'shop.example', 'https://shop.example/', 'Магазин', 13416807845000000, 4),
  ('b', NULL, NULL, 'https://map.example/', NULL, 0, 1);
