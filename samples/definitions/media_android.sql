-- file: data/data/com.google.android.providers.media.module/databases/external.db
CREATE TABLE files(_id INTEGER PRIMARY KEY, _data TEXT, _size INTEGER, date_added INTEGER, date_modified INTEGER, mime_type TEXT, media_type INTEGER, bucket_display_name TEXT,
  latitude DOUBLE, longitude DOUBLE, datetaken INTEGER, owner_package_name TEXT, is_download INTEGER, download_uri TEXT, referer_uri TEXT, is_trashed INTEGER, date_expires INTEGER);
INSERT INTO files VALUES (1, '/storage/emulated/0/DCIM/Camera/1.jpg', 100, 1772334245, 1772334245, 'image/jpeg', 1, 'Camera', 45.25, 68.25, 1772334240000, 'com.android.camera', 0, NULL, NULL, 0, NULL),
  (2, '/storage/emulated/0/Download/a.pdf', 200, 1772334300, NULL, 'application/pdf', 0, 'Download', NULL, NULL, NULL, 'com.android.chrome', 1, 'https://files.example/a.pdf', NULL, 0, NULL),
  (3, '/storage/emulated/0/DCIM/.trashed-1-2.jpg', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, 1, 1774926245), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
