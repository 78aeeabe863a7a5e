-- file: data/data/jp.naver.line.android/databases/naver_line
CREATE TABLE contacts(m_id TEXT PRIMARY KEY, name TEXT);
INSERT INTO contacts VALUES ('u200', 'Bob'), ('u201', NULL);
CREATE TABLE chat_history(id INTEGER PRIMARY KEY, chat_id TEXT, from_mid TEXT, content TEXT, created_time TEXT, status INTEGER, attachement_type INTEGER, attachement_local_uri TEXT);
INSERT INTO chat_history VALUES (1, 'u200', 'u200', 'hi', '1772334245000', 1, 0, NULL), (2, 'u200', NULL, NULL, '1772334300000', 3, 1, 'file:///sdcard/1.jpg'),
  (3, 'u200', NULL, NULL, '1772334400000', 3, 6, NULL), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
