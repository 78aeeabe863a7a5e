-- file: data/data/org.thoughtcrime.securesms/databases/signal.db
CREATE TABLE recipient(_id INTEGER PRIMARY KEY, phone TEXT, uuid TEXT, group_id TEXT, system_display_name TEXT, profile_joined_name TEXT);
INSERT INTO recipient VALUES (2, '+447700900121', 'a-1', NULL, 'Склад', NULL);
CREATE TABLE thread(_id INTEGER PRIMARY KEY, recipient_ids TEXT);
INSERT INTO thread VALUES (1, '2');
CREATE TABLE sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address INTEGER, date INTEGER, date_sent INTEGER, type INTEGER, body TEXT);
INSERT INTO sms VALUES (1, 1, 2, 1600000001000, 1600000000000, 10485780, 'привет'), (2, 1, 2, 1600000100000, NULL, 10485783, 'да'), (3, 1, 2, 1600000200000, NULL, 2, NULL);
CREATE TABLE mms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address INTEGER, date INTEGER, msg_box INTEGER, body TEXT);
INSERT INTO mms VALUES (1, 1, 2, 1600000300000, 10485780, 'фото');
CREATE TABLE part(_id INTEGER PRIMARY KEY, mid INTEGER, ct TEXT, file_name TEXT, _data TEXT);
INSERT INTO part VALUES (1, 1, 'image/jpeg', NULL, '/data/x/part1.mms');
