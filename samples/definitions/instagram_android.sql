-- file: data/data/com.instagram.android/databases/direct.db
CREATE TABLE session(_id INTEGER PRIMARY KEY, user_id TEXT);
INSERT INTO session VALUES (1, '100');
CREATE TABLE threads(_id INTEGER PRIMARY KEY, user_id TEXT, thread_id TEXT, last_activity_time INTEGER, thread_info TEXT);
INSERT INTO threads VALUES (1, '100', 't1', 1772334245000000, '{"thread_title":"Bob","users":[{"pk":"200","username":"example_bob","full_name":"Bob"}]}'), (2, '100', 't2', NULL, 'broken');
CREATE TABLE messages(_id INTEGER PRIMARY KEY, user_id TEXT, thread_id TEXT, client_item_id TEXT, message_type TEXT, timestamp INTEGER, text TEXT, message TEXT);
INSERT INTO messages VALUES (1, '100', 't1', 'a', 'text', 1772334245000000, 'есть в наличии?', '{"user_id":"200","item_type":"text","text":"есть в наличии?"}'),
  (2, '100', 't1', 'b', 'text', 1772334300000000, NULL, '{"user_id":"100","item_type":"text","text":"да"}'),
  (3, '100', 't1', 'c', 'video_call_event', 1772334400000000, NULL, '{"user_id":"200","video_call_event":{"action":"video_call_started"}}'),
  (4, '100', 't2', 'd', 'odd', NULL, NULL, 'broken');
