-- file: data/data/ru.ok.messages/databases/tamtam_messages
CREATE TABLE messages(_id INTEGER PRIMARY KEY, msg_server_id INTEGER, msg_time INTEGER, msg_text TEXT, msg_sender INTEGER, msg_attaches BLOB, msg_media_type INTEGER, msg_chat_id INTEGER);
INSERT INTO messages VALUES (1, 1, 1772334245000, 'старый чат', 77, NULL, 0, 5), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
