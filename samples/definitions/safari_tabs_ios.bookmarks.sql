-- file: private/var/mobile/Containers/Data/Application/5B8AA5E5-0000-4000-8000-000000000004/Library/Safari/SafariTabs.db
CREATE TABLE bookmarks(id INTEGER PRIMARY KEY, special_id INTEGER, parent INTEGER, type INTEGER, title TEXT, url TEXT, last_modified REAL, extra_attributes BLOB, local_attributes BLOB);
INSERT INTO bookmarks VALUES (1, 1, NULL, 1, 'Local', '', NULL, NULL, NULL), (2, 0, 1, 0, 'Магазин', 'https://example.org/shop', 794027045, NULL, NULL), (3, 0, 1, 0, NULL, NULL, NULL, NULL, NULL);
