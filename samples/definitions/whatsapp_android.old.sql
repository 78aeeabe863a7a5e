-- file: data/data/com.whatsapp/databases/msgstore.db
CREATE TABLE messages(_id INTEGER PRIMARY KEY, key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT, status INTEGER, data TEXT,
  timestamp INTEGER, media_mime_type TEXT, media_wa_type TEXT, media_name TEXT, media_caption TEXT, media_hash TEXT,
  latitude REAL, longitude REAL, remote_resource TEXT, received_timestamp INTEGER, quoted_row_id INTEGER, forwarded INTEGER);
INSERT INTO messages VALUES
  (1, '-1', 0, '-1', -1, NULL, 0, NULL, '-1', NULL, NULL, NULL, 0, 0, NULL, -1, 0, 0),
  (2, '447700900101@s.whatsapp.net', 0, 'A2', 0, 'привет', 1572334245000, NULL, '0', NULL, NULL, NULL, 0, 0, NULL, 1572334246000, 0, 0),
  (3, '447700900102-1560000000@g.us', 0, 'A3', 0, NULL, 1572334300000, 'image/jpeg', '1', NULL, 'у входа', NULL, 0, 0,
   '447700900103@s.whatsapp.net', 1572334301000, 0, 1),
  (4, '447700900101@s.whatsapp.net', 1, 'A4', 13, NULL, 1572334400000, NULL, '5', 'Степь', NULL, NULL, 45.5, 68.25, NULL, -1, 0, 0),
  (5, '447700900101@s.whatsapp.net', 1, 'A5', 13, 'да', 1572334500000, NULL, '0', NULL, NULL, NULL, 0, 0, NULL, -1, 1, 0),
  (6, '447700900102-1560000000@g.us', 0, 'A6', 6, 'Тема', 1572334600000, NULL, '0', NULL, NULL, NULL, 0, 0, NULL, 0, 0, 0),
  (7, '447700900101@s.whatsapp.net', 0, 'A7', 0, NULL, 1572334700000, NULL, '15', NULL, NULL, NULL, 0, 0, NULL, 1572334701000, 0, 0);
CREATE TABLE messages_quotes(_id INTEGER PRIMARY KEY, key_id TEXT, data TEXT);
INSERT INTO messages_quotes VALUES (1, 'A2', 'привет');
CREATE TABLE chat_list(_id INTEGER PRIMARY KEY, key_remote_jid TEXT, subject TEXT);
INSERT INTO chat_list VALUES (1, '447700900101@s.whatsapp.net', NULL), (2, '447700900102-1560000000@g.us', 'Склад');
