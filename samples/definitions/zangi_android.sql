-- file: data/data/com.beint.zangi/databases/zangi_database
CREATE TABLE user_profile(id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT);
INSERT INTO user_profile VALUES ('1010000001', 'Ерлан', NULL), ('1010000002', NULL, NULL);
CREATE TABLE message(message_id INTEGER PRIMARY KEY, msgId TEXT, message_msg TEXT, msgFrom TEXT, msgTo TEXT, isIncoming INTEGER, chatWith TEXT, date INTEGER, extra TEXT);
INSERT INTO message VALUES (1, 'a', 'на точке', '1010000001', '1010000000', 1, '1010000001', 1772334245000, NULL), (2, 'b', 'вижу', '1010000000', '1010000001', 0, '1010000001', 1772334300000, NULL),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
