-- file: home/a/.config/chromium/Default/Top Sites
CREATE TABLE top_sites(url TEXT NOT NULL PRIMARY KEY, url_rank INTEGER NOT NULL, title TEXT NOT NULL);
INSERT INTO top_sites VALUES ('https://shop.example/', 0, 'Магазин'), ('https://map.example/', 1, '');
CREATE TABLE thumbnails(url LONGVARCHAR PRIMARY KEY, url_rank INTEGER, title LONGVARCHAR, thumbnail BLOB);
INSERT INTO thumbnails VALUES ('https://old.example/', 0, NULL, NULL);
