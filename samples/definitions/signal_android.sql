-- file: data/data/org.thoughtcrime.securesms/databases/signal.db
CREATE TABLE recipient(_id INTEGER PRIMARY KEY, e164 TEXT, aci TEXT, group_id TEXT, username TEXT, system_joined_name TEXT, profile_joined_name TEXT);
INSERT INTO recipient VALUES (1, '+447700900120', 'me', NULL, NULL, NULL, 'сам'), (2, '+447700900121', 'a-1', NULL, 'example.01', 'Склад', 'x'), (3, NULL, NULL, '__g', NULL, NULL, NULL), (4, NULL, 'a-2', NULL, NULL, '', 'Курьер');
CREATE TABLE groups(_id INTEGER PRIMARY KEY, group_id TEXT, recipient_id INTEGER, title TEXT);
INSERT INTO groups VALUES (1, '__g', 3, 'Смена');
CREATE TABLE group_membership(_id INTEGER PRIMARY KEY, group_id TEXT, recipient_id INTEGER);
INSERT INTO group_membership VALUES (1, '__g', 1), (2, '__g', 2), (3, '__g', 4);
CREATE TABLE thread(_id INTEGER PRIMARY KEY, recipient_id INTEGER);
INSERT INTO thread VALUES (1, 2), (2, 3);
CREATE TABLE message(_id INTEGER PRIMARY KEY, date_sent INTEGER, date_received INTEGER, thread_id INTEGER, from_recipient_id INTEGER, to_recipient_id INTEGER, type INTEGER, body TEXT, quote_id INTEGER, quote_body TEXT, remote_deleted INTEGER, latest_revision_id INTEGER);
INSERT INTO message VALUES
  (1, 1772334245123, 1772334246000, 1, 2, 1, 10485780, 'Адрес тот же', 0, NULL, 0, NULL),
  (2, 1772334300000, 1772334300000, 1, 1, 2, 10485783, 'понял', 1, 'Адрес тот же', 0, NULL),
  (3, 1772334400000, 1772334401000, 2, 4, 1, 10485780, 'было', 0, NULL, 0, 4),
  (4, 1772334400000, 1772334402000, 2, 4, 1, 10485780, 'стало', 0, NULL, 0, NULL),
  (5, 1772334500000, 1772334501000, 2, 4, 1, 11075604, NULL, 0, NULL, 0, NULL),
  (6, 1772334600000, 1772334601000, 1, 2, 1, 10485780, NULL, 0, NULL, 1, NULL),
  (7, 1772334700000, 1772334700000, 1, 2, 1, 3, NULL, 0, NULL, 0, NULL),
  (8, NULL, NULL, NULL, NULL, NULL, 27, 'черновик', NULL, NULL, NULL, NULL);
CREATE TABLE attachment(_id INTEGER PRIMARY KEY, message_id INTEGER, content_type TEXT, file_name TEXT, data_file TEXT);
INSERT INTO attachment VALUES (1, 2, 'image/jpeg', NULL, '/data/user/0/org.thoughtcrime.securesms/app_parts/part1.mms');
CREATE TABLE call(_id INTEGER PRIMARY KEY, call_id INTEGER, message_id INTEGER, peer INTEGER, type INTEGER, direction INTEGER, event INTEGER, timestamp INTEGER);
INSERT INTO call VALUES (1, 11, 7, 2, 0, 0, 3, 1772334700000), (2, 12, NULL, 99, 3, 7, 1, 1772334800000);
