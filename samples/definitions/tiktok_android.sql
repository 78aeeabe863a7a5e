-- file: data/data/com.zhiliaoapp.musically/databases/100_im.db
CREATE TABLE msg(msg_uuid TEXT PRIMARY KEY, msg_server_id INTEGER, conversation_id TEXT, type INTEGER, sender INTEGER, content TEXT, created_time INTEGER,
  deleted INTEGER, read_status INTEGER);
INSERT INTO msg VALUES ('a', 1, '0:1:100:200', 7, 200, '{"text":"видел?"}', 1772334245000, 0, 1), ('b', 2, '0:1:100:200', 8, 100, '{"content_title":"Ролик"}', 1772334300000, 1, 1),
  ('c', NULL, NULL, NULL, NULL, 'broken', NULL, NULL, NULL), ('d', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
