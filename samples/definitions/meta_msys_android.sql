-- file: data/data/com.facebook.orca/databases/msys_database_100
CREATE TABLE contacts(id INTEGER PRIMARY KEY, name TEXT, normalized_name_for_search TEXT, username TEXT, phone_number TEXT, email_address TEXT, friendship_status INTEGER);
INSERT INTO contacts VALUES (200, 'Bob', 'bob', 'example_bob', '+447700900143', NULL, 1), (201, NULL, NULL, NULL, NULL, 'c@mail.example', 9);
CREATE TABLE threads(thread_key INTEGER PRIMARY KEY, thread_name TEXT);
INSERT INTO threads VALUES (200, NULL), (300, 'Смена');
CREATE TABLE messages(message_id TEXT, thread_key INTEGER, timestamp_ms INTEGER, sender_id INTEGER, text TEXT, is_admin_message INTEGER);
INSERT INTO messages VALUES ('m1', 200, 1772334245000, 200, 'привет', 0), ('m2', 300, 1772334300000, 100, NULL, 0), ('m3', 300, 0, NULL, 'вошёл', 1);
CREATE TABLE attachments(message_id TEXT, filename TEXT, playable_url_mime_type TEXT, title_text TEXT);
INSERT INTO attachments VALUES ('m2', '1.jpg', 'image/jpeg', NULL), ('m2', NULL, NULL, 'ссылка');
CREATE TABLE call_log(call_id INTEGER PRIMARY KEY, call_timestamp_ms INTEGER, call_duration INTEGER, call_direction INTEGER, call_media_type INTEGER, thread_key INTEGER, has_been_seen INTEGER);
INSERT INTO call_log VALUES (1, 1772334245000, 31, 1, 2, 200, 1), (2, 1772334300000, 0, 2, 1, 999, 0), (3, NULL, NULL, 7, NULL, NULL, NULL);
