-- file: data/data/ru.oneme.app/databases/cache.db
CREATE TABLE messages(id INTEGER PRIMARY KEY, server_id INTEGER, time INTEGER, update_time INTEGER, sender INTEGER, cid INTEGER, text TEXT, delivery_status INTEGER,
  status INTEGER, attaches BLOB, media_type INTEGER, type INTEGER, chat_id INTEGER);
INSERT INTO messages VALUES (1, 9001, 1772334245000, 0, 77, 1, 'привет', 0, 0, x'0a00', 0, 0, 5), (2, 9002, 1772334300000, 1772334310000, 78, 2, 'исправлено', 3, 0, NULL, 2, 0, 5),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE chats(id INTEGER PRIMARY KEY, server_id INTEGER, data BLOB);
CREATE TABLE contacts(id INTEGER PRIMARY KEY, server_id INTEGER, data BLOB);
CREATE TABLE phones(phonebook_id INTEGER PRIMARY KEY, contact_id INTEGER, phone TEXT, first_name TEXT, last_name TEXT);
INSERT INTO phones VALUES (1, 77, '+447700900141', 'Ерлан', ''), (2, 0, NULL, NULL, NULL);
CREATE TABLE fcm_notifications(message_id INTEGER PRIMARY KEY, chat_title TEXT, sender_user_name TEXT, time INTEGER, text TEXT, chat_id INTEGER);
INSERT INTO fcm_notifications VALUES (9003, 'Смена', 'Ерлан', 1772334400000, 'удалю потом', 5), (9004, NULL, NULL, NULL, NULL, NULL);
