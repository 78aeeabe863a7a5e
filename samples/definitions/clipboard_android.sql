-- file: data/data/com.google.android.inputmethod.latin/databases/gboard_clipboard.db
CREATE TABLE clips(_id INTEGER PRIMARY KEY, text TEXT, html_text TEXT, uri TEXT, timestamp INTEGER, item_type INTEGER, entity_type INTEGER);
INSERT INTO clips VALUES (1, '45.25, 68.25 под камнем', NULL, NULL, 1772334245000, 1, 0), (2, NULL, NULL, 'content://x/1.png', 1772334300000, 0, 0), (3, NULL, NULL, NULL, NULL, 9, NULL);
