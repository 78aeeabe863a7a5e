-- file: data/data/com.miui.gallery/databases/gallery.db
CREATE TABLE cloud(_id INTEGER PRIMARY KEY, fileName TEXT, localFile TEXT, dateTaken INTEGER, exifGPSLatitude TEXT, exifGPSLatitudeRef TEXT, exifGPSLongitude TEXT, exifGPSLongitudeRef TEXT, location TEXT);
INSERT INTO cloud VALUES (1, '1.jpg', '/storage/emulated/0/DCIM/Camera/1.jpg', 1772334245000, '45/1,15/1,0/1', 'N', '68/1,15/1,0/1', 'E', NULL),
  (2, '2.jpg', NULL, NULL, NULL, NULL, NULL, NULL, NULL), (3, '3.jpg', NULL, 0, '45/1,30/0,0/1', 'S', '68/1,0/1,3600/100', 'W', 'x');
