-- file: HomeDomain/Library/Safari/History.db
CREATE TABLE history_items(id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, domain_expansion TEXT, visit_count INTEGER);
INSERT INTO history_items VALUES (1, 'https://example.org/map', 'example', 3), (2, 'https://example.org/search?q=1', 'example', 1);
CREATE TABLE history_visits(id INTEGER PRIMARY KEY AUTOINCREMENT, history_item INTEGER, visit_time REAL, title TEXT, origin INTEGER);
INSERT INTO history_visits VALUES (1, 1, 794027045.25, 'Карта', 0), (2, 2, 794027100, NULL, 1), (3, 9, 794027200, 'сирота', 4), (4, 1, NULL, NULL, NULL);
CREATE TABLE history_tombstones(id INTEGER PRIMARY KEY AUTOINCREMENT, start_time REAL, end_time REAL, url TEXT, generation INTEGER);
INSERT INTO history_tombstones VALUES (1, 794027045, 794027300, 'https://example.org/shop', 1), (2, NULL, 794027400, NULL, 2);
