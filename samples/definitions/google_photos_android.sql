-- file: data/data/com.google.android.apps.photos/databases/gphotos0.db
CREATE TABLE local_media(_id INTEGER PRIMARY KEY, filename TEXT, filepath TEXT, utc_timestamp INTEGER, width INTEGER, height INTEGER, latitude REAL, longitude REAL);
INSERT INTO local_media VALUES (1, '1.jpg', '/storage/emulated/0/DCIM/Camera/1.jpg', 1772334245000, 4000, 3000, 45.25, 68.25), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE remote_media(_id INTEGER PRIMARY KEY, filename TEXT, remote_url TEXT, utc_timestamp INTEGER, width INTEGER, height INTEGER);
INSERT INTO remote_media VALUES (1, '2.jpg', 'https://photos.example/x=s0-d', 1772334300000, NULL, NULL);
