-- file: data/data/com.sec.android.provider.logsprovider/databases/logs.db
CREATE TABLE logs(_id INTEGER PRIMARY KEY, number TEXT, date INTEGER, duration INTEGER, type INTEGER, logtype INTEGER, name TEXT, m_subject TEXT, m_content TEXT);
INSERT INTO logs VALUES (1, '+447700900141', 1772334245000, 12, 1, 100, 'Ерлан', NULL, NULL), (2, '+447700900141', 1772334300000, 0, 2, 100, NULL, NULL, NULL),
  (3, '+447700900142', 1772334400000, 0, 1, 300, NULL, NULL, 'жду'), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
