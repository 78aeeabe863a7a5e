-- file: home/example/.config/google-chrome/Default/History
CREATE TABLE urls(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, visit_count INTEGER, last_visit_time INTEGER);
INSERT INTO urls VALUES (1, 'https://example.org/', 'Example', 1, 12947999245000000);
CREATE TABLE visits(id INTEGER PRIMARY KEY, url INTEGER, visit_time INTEGER, transition INTEGER);
INSERT INTO visits VALUES (1, 1, 12947999245000000, 0);
CREATE TABLE downloads(id INTEGER PRIMARY KEY, full_path LONGVARCHAR, url LONGVARCHAR, start_time INTEGER, received_bytes INTEGER, total_bytes INTEGER, state INTEGER);
INSERT INTO downloads VALUES (1, '/home/example/a.zip', 'https://example.org/a.zip', 1303525645, 7, 7, 1);
