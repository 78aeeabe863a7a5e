-- file: data/data/kik.android/databases/abc.kikDatabase.db
CREATE TABLE KIKcontactsTable(_id INTEGER PRIMARY KEY, jid TEXT, display_name TEXT, user_name TEXT, is_group INTEGER);
INSERT INTO KIKcontactsTable VALUES (1, 'bob@talk.kik.com', 'Bob', 'example_bob', 0), (2, 'g@groups.kik.com', 'G', NULL, 1), (3, NULL, NULL, NULL, NULL);
CREATE TABLE messagesTable(_id INTEGER PRIMARY KEY, body TEXT, partner_jid TEXT, was_me INTEGER, timestamp INTEGER, bin_id TEXT, content_id TEXT, sys_msg TEXT, read_state INTEGER);
INSERT INTO messagesTable VALUES (1, 'hello', 'bob@talk.kik.com', 0, 1772334245000, 'bob@talk.kik.com', NULL, NULL, 500), (2, NULL, 'bob@talk.kik.com', 1, 1772334300000, 'g@groups.kik.com', 'c-1', NULL, 500),
  (3, NULL, NULL, 0, 0, NULL, NULL, 'joined', NULL), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
