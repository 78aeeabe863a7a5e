-- file: data/data/com.imo.android.imoim/databases/imofriends.db
CREATE TABLE friends(_id INTEGER PRIMARY KEY, buid TEXT, name TEXT, display TEXT);
INSERT INTO friends VALUES (1, '2001', 'Erlan', 'Ерлан'), (2, '2002', NULL, NULL);
CREATE TABLE messages(_id INTEGER PRIMARY KEY, buid TEXT, timestamp INTEGER, message_type INTEGER, last_message TEXT, imdata TEXT, author TEXT, alias TEXT, message_read INTEGER);
INSERT INTO messages VALUES (1, '2001', 1772334245000000000, 1, 'приехали', NULL, NULL, NULL, 1),
  (2, '2001', 1772334300000000000, 2, 'фото', '{"type":"photo_uploaded","objects":[{"object_id":"abc","filename":"1.jpg"}]}', NULL, NULL, 1),
  (3, '3000', NULL, 7, NULL, NULL, 'x', 'Икс', NULL);
