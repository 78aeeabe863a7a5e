-- file: data/data/com.snapchat.android/databases/arroyo.db
CREATE TABLE conversation(client_conversation_id TEXT PRIMARY KEY, creation_timestamp INTEGER);
CREATE TABLE conversation_message(client_conversation_id TEXT, client_message_id INTEGER, sender_id TEXT, message_content BLOB, creation_timestamp INTEGER, content_type INTEGER);
INSERT INTO conversation_message VALUES ('c1', 1, 's1', NULL, 1772334245000, 1), ('c1', 2, 's2', NULL, 1772334300000, 2), (NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE conversation_message SET message_content = x'2209220712050a03686579' WHERE client_message_id = 1;
