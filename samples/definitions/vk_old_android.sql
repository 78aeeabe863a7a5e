-- file: data/data/com.vkontakte.android/databases/vk.db
CREATE TABLE users(uid INTEGER PRIMARY KEY, firstname TEXT, lastname TEXT, photo_small TEXT);
INSERT INTO users VALUES (101, 'Ерлан', 'Примеров', NULL), (100, 'Я', NULL, NULL);
CREATE TABLE messages(mid INTEGER PRIMARY KEY, peer INTEGER, sender INTEGER, text TEXT, time INTEGER, attachments BLOB, fwd BLOB, extras BLOB, readstate INTEGER, flags INTEGER);
INSERT INTO messages VALUES (1, 101, 101, 'старое', 1372334245, NULL, NULL, NULL, 1, 0), (2, 101, 100, 'ответ', 1372334300, NULL, NULL, NULL, 1, 2),
  (3, 2000000001, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
