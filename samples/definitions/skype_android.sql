-- file: data/data/com.skype.raider/databases/live:example_a.db
CREATE TABLE person(entry_id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT);
INSERT INTO person VALUES ('8:example_b', 'Bob', NULL), ('8:example_c', NULL, NULL);
CREATE TABLE chatitem(_id INTEGER PRIMARY KEY, conversation_link TEXT, time INTEGER, content TEXT, is_sender_me INTEGER, person_id TEXT, message_type INTEGER, duration INTEGER, device_gallery_path TEXT);
INSERT INTO chatitem VALUES (1, '8:example_b', 1772334245000, 'тут', 0, '8:example_b', 1, 0, NULL), (2, '8:example_b', 1772334300000, NULL, 1, '8:example_a', 2, 0, '/sdcard/DCIM/1.jpg'),
  (3, '8:example_b', 1772334400000, NULL, 0, '8:example_b', 3, 61, NULL), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
