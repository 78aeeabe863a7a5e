-- file: HomeDomain/Library/Safari/BrowserState.db
CREATE TABLE tabs(id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, title TEXT, url TEXT, last_viewed_time REAL, private_browsing BOOL);
INSERT INTO tabs VALUES (1, 'T-1', 'Карта', 'https://example.org/map', 794027045, 0), (2, 'T-2', NULL, 'https://example.org/shop', NULL, 1), (3, 'T-3', NULL, NULL, NULL, NULL);
