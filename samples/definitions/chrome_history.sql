-- file: vol2/Users/example/AppData/Local/Yandex/YandexBrowser/User Data/Default/History
CREATE TABLE urls(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, visit_count INTEGER, last_visit_time INTEGER);
INSERT INTO urls VALUES (1, 'https://example.org/', 'Пример', 2, 13416807845000000), (2, 'https://example.com/search?q=%D0%BA%D0%BB%D0%B0%D0%B4', '', 1, 13416807900000000);
CREATE TABLE visits(id INTEGER PRIMARY KEY, url INTEGER, visit_time INTEGER, transition INTEGER);
INSERT INTO visits VALUES (1, 1, 13416807800000000, 805306368), (2, 1, 13416807845000000, 1), (3, 2, 13416807900000000, 0), (4, 77, 13416807950000000, 0);
CREATE TABLE keyword_search_terms(keyword_id INTEGER, url_id INTEGER, term LONGVARCHAR, normalized_term LONGVARCHAR);
INSERT INTO keyword_search_terms VALUES (2, 2, 'клад', 'клад');
CREATE TABLE downloads(id INTEGER PRIMARY KEY, target_path LONGVARCHAR, start_time INTEGER, end_time INTEGER, received_bytes INTEGER, total_bytes INTEGER, state INTEGER, tab_url VARCHAR);
INSERT INTO downloads VALUES (1, 'C:\Users\example\Downloads\a.zip', 13416807845000000, 13416807849000000, 10, 10, 1, 'https://example.org/'),
  (2, 'C:\Users\example\Downloads\b.zip', 13416807850000000, 0, 3, 0, 4, 'https://example.net/b');
CREATE TABLE downloads_url_chains(id INTEGER, chain_index INTEGER, url LONGVARCHAR, PRIMARY KEY(id, chain_index)) WITHOUT ROWID;
INSERT INTO downloads_url_chains VALUES (1, 0, 'https://example.org/go'), (1, 1, 'https://files.example.org/a.zip');
