-- file: data/data/com.perm.kate_new_6/databases/kate.db
CREATE TABLE users(_id INTEGER PRIMARY KEY, id INTEGER, first_name TEXT, last_name TEXT);
INSERT INTO users VALUES (1, 101, 'Ерлан', NULL);
CREATE TABLE messages(_id INTEGER PRIMARY KEY, message_id INTEGER, account_id INTEGER, uid INTEGER, title TEXT, body TEXT, date INTEGER, read_state INTEGER, is_out INTEGER, chat_id INTEGER);
INSERT INTO messages VALUES (1, 501, 100, 101, '', 'готово', 1772334245, 1, 0, NULL), (2, 502, 100, 101, 'Смена', 'еду', 1772334300, 1, 1, 4), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 7, NULL);
CREATE TABLE attachments(_id INTEGER PRIMARY KEY, geo_lat REAL, geo_lon REAL);
INSERT INTO attachments VALUES (1, 45.25, 68.25), (2, NULL, NULL), (3, 0, 0);
