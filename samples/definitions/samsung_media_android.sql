-- file: data/data/com.samsung.android.providers.media/databases/media.db
CREATE TABLE files(_id INTEGER PRIMARY KEY, _data TEXT, _display_name TEXT, datetaken INTEGER, date_added INTEGER, latitude DOUBLE, longitude DOUBLE, addr TEXT, captured_url TEXT, captured_app TEXT, is_trashed INTEGER);
INSERT INTO files VALUES (1, '/storage/emulated/0/DCIM/Camera/1.jpg', '1.jpg', 1772334245000, 1772334246, 45.25, 68.25, 'Steppe', NULL, NULL, 0),
  (2, '/storage/emulated/0/DCIM/Screenshots/2.jpg', '2.jpg', 1772334300000, NULL, 0, 0, NULL, 'https://map.example/', 'com.android.chrome', 0), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
