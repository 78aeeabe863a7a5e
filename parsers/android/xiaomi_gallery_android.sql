-- id: xiaomi_gallery_android
-- platform: android
-- version: 1
-- paths: com.miui.gallery/databases/gallery.db
-- match: cloud(exifGPSLatitude, exifGPSLongitude, localFile, dateTaken)
-- tested: schema notes only

-- Coordinates are as in the picture, in degrees, minutes and seconds as fractions, with a letter for the side.
-- makes: location
-- needs: cloud(_id, exifGPSLatitude, exifGPSLongitude)
-- optional: cloud(exifGPSLatitudeRef, exifGPSLongitudeRef, dateTaken, location, localFile, fileName)
WITH t AS (SELECT *, replace(exifGPSLatitude, ' ', '') AS la, replace(exifGPSLongitude, ' ', '') AS lo FROM cloud WHERE exifGPSLatitude LIKE '%/%,%/%,%/%' AND exifGPSLongitude LIKE '%/%,%/%,%/%'),
     p AS (SELECT _id, '["' || replace(replace(la, ',', '","'), '/', '","') || '"]' AS a, '["' || replace(replace(lo, ',', '","'), '/', '","') || '"]' AS o FROM t)
SELECT t._id AS row,
       CASE WHEN t.exifGPSLatitudeRef = 'S' THEN -1 ELSE 1 END * (json_text(p.a, '$[0]') * 1.0 / json_text(p.a, '$[1]') + json_text(p.a, '$[2]') / 60.0 / json_text(p.a, '$[3]') + json_text(p.a, '$[4]') / 3600.0 / json_text(p.a, '$[5]')) AS latitude,
       CASE WHEN t.exifGPSLongitudeRef = 'W' THEN -1 ELSE 1 END * (json_text(p.o, '$[0]') * 1.0 / json_text(p.o, '$[1]') + json_text(p.o, '$[2]') / 60.0 / json_text(p.o, '$[3]') + json_text(p.o, '$[4]') / 3600.0 / json_text(p.o, '$[5]')) AS longitude,
       'app_db' AS origin, unix_ms(t.dateTaken) AS at, coalesce(nullif(t.location, ''), t.localFile, t.fileName) AS label
FROM t JOIN p ON p._id = t._id
ORDER BY t._id;
