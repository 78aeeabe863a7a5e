-- file: data/data/com.google.android.apps.messaging/databases/bugle_db
CREATE TABLE conversations(_id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO conversations VALUES (1, 'Ерлан');
CREATE TABLE participants(_id INTEGER PRIMARY KEY, sub_id INTEGER, normalized_destination TEXT, display_destination TEXT, full_name TEXT);
INSERT INTO participants VALUES (1, 1, '+447700900100', NULL, NULL), (2, -2, '+447700900141', '07700 900141', 'Ерлан'), (3, -2, NULL, NULL, NULL);
CREATE TABLE messages(_id INTEGER PRIMARY KEY, conversation_id INTEGER, sender_id INTEGER, sent_timestamp INTEGER, received_timestamp INTEGER, message_protocol INTEGER, message_status INTEGER);
INSERT INTO messages VALUES (1, 1, 2, 1772334245000, 1772334246000, 3, 100), (2, 1, 1, 1772334300000, 1772334300000, 0, 1), (3, 9, NULL, 0, NULL, NULL, NULL);
CREATE TABLE parts(_id INTEGER PRIMARY KEY, message_id INTEGER, text TEXT, uri TEXT, content_type TEXT, local_cache_path TEXT, timestamp INTEGER);
INSERT INTO parts VALUES (1, 1, 'смотри', NULL, 'text/plain', NULL, 0), (2, 1, NULL, 'content://x/1', 'image/jpeg', '/data/user/0/com.google.android.apps.messaging/cache/1.jpg', 0), (3, 2, 'вижу', NULL, 'text/plain', NULL, 0);
