-- file: data/data/com.facebook.orca/databases/threads_db2
CREATE TABLE threads(thread_key TEXT PRIMARY KEY, name TEXT);
INSERT INTO threads VALUES ('ONE_TO_ONE:200:100', NULL), ('GROUP:300', 'Смена');
CREATE TABLE thread_users(user_key TEXT PRIMARY KEY, first_name TEXT, last_name TEXT, username TEXT);
INSERT INTO thread_users VALUES ('FACEBOOK:200', 'Bob', 'Example', 'example_bob'), ('FACEBOOK:201', NULL, NULL, NULL);
CREATE TABLE messages(msg_id TEXT, thread_key TEXT, timestamp_ms INTEGER, text TEXT, sender TEXT, attachments TEXT, shares TEXT, coordinates TEXT,
  generic_admin_message_extensible_data TEXT, msg_type INTEGER);
INSERT INTO messages VALUES
  ('m1', 'ONE_TO_ONE:200:100', 1772334245000, 'здесь', '{"user_key":"FACEBOOK:200","name":"Bob"}', NULL, NULL, '{"latitude":45.25,"longitude":68.25}', NULL, 0),
  ('m2', 'ONE_TO_ONE:200:100', 1772334300000, NULL, '{"user_key":"FACEBOOK:100","name":"Ann"}', '[{"filename":"1.jpg","mime_type":"image/jpeg"}]', NULL, NULL, NULL, 0),
  ('m3', 'GROUP:300', 1772334400000, 'всем', '{"user_key":"FACEBOOK:100","name":"Ann"}', NULL, NULL, NULL, NULL, 0),
  ('m4', 'ONE_TO_ONE:200:100', 1772334500000, NULL, NULL, NULL, NULL, NULL, '{"caller_id":"200","call_duration":12,"video":false,"event":"call_ended"}', 203),
  ('m5', 'GROUP:300', NULL, NULL, NULL, NULL, NULL, NULL, NULL, -1);
