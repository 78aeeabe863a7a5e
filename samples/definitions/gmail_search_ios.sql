-- file: private/var/mobile/Containers/Data/Application/5B8AA5E5-0000-4000-8000-00000000000E/Library/Application Support/data/a@example.org/searchsqlitedb
CREATE TABLE offline_search_content(id INTEGER PRIMARY KEY, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
CREATE TABLE offline_search_docsize(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO offline_search_content VALUES (1, 1772334245000.0, 'thread-f:1', 'msg-f:1', 'Магазин, shop@example.org', 'a@example.org', '', '', 'Заказ', 'Ваш заказ принят', ''),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
