-- file: data/data/ru.ok.android/databases/odnklassniki.db
CREATE TABLE authorized_users(uid TEXT, login TEXT, first_name TEXT, last_name TEXT);
INSERT INTO authorized_users VALUES ('700', '+447700900100', 'Ann', 'Example'), ('701', 'example_a', NULL, NULL);
CREATE TABLE messages(_id INTEGER PRIMARY KEY, _date INTEGER, author_id TEXT, message TEXT, conversation_id TEXT);
INSERT INTO messages VALUES (1, 1772334245000, '800', 'привет', 'c1'), (2, 1772334300000, '700', 'и тебе', 'c1'), (3, NULL, NULL, NULL, NULL);
