-- file: Users/a/AppData/Local/Yandex/YandexBrowser/User Data/Default/Ya Credit Cards
CREATE TABLE records(guid TEXT PRIMARY KEY, public_data TEXT, private_data BLOB);
INSERT INTO records VALUES
  ('r1', '{"card_holder":"ANN EXAMPLE","card_title":"","expire_date_month":"03","expire_date_year":"2029"}', x'aabb'),
  ('r2', 'no json', x'00'), ('r3', NULL, NULL);
