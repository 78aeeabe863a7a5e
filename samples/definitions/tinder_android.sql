-- file: data/data/com.tinder/databases/tinder-3.db
CREATE TABLE match_person(id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, bio TEXT);
INSERT INTO match_person VALUES ('p1', 'Боб', NULL);
CREATE TABLE message(client_sequential_id INTEGER PRIMARY KEY, id TEXT, match_id TEXT, to_id TEXT, from_id TEXT, text TEXT, sent_date INTEGER, type TEXT);
INSERT INTO message VALUES (1, 'a', 'p1me', 'me', 'p1', 'привет', 1772334245000, 'TEXT'), (2, 'b', 'p1me', 'p1', 'me', 'ку', 1772334300000, 'TEXT'), (3, 'c', 'x', 'y', 'z', '', 0, 'odd');
