-- file: data/data/com.android.providers.downloads/databases/downloads.db
CREATE TABLE downloads(_id INTEGER PRIMARY KEY, uri TEXT, _data TEXT, mimetype TEXT, control INTEGER, status INTEGER, lastmod BIGINT, notificationpackage TEXT, total_bytes INTEGER, current_bytes INTEGER, title TEXT);
INSERT INTO downloads VALUES (1, 'https://files.example/a.apk', '/storage/emulated/0/Download/a.apk', 'application/vnd.android.package-archive', 0, 200, 1772334245000, 'com.android.chrome', 1000, 1000, 'a.apk'),
  (2, NULL, NULL, NULL, NULL, 491, 0, NULL, -1, 12, NULL), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
