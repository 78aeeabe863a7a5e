-- id: google_photos_android
-- app: Google Photos
-- platform: android
-- version: 1
-- paths: com.google.android.apps.photos/databases/gphotos*.db
-- match: local_media(filepath, utc_timestamp, filename), remote_media(remote_url)
-- tested: schema notes only

-- The pictures of the telephone with the place where one is kept.
-- makes: location
-- when: local_media(latitude, longitude)
-- needs: local_media(rowid, latitude, longitude)
-- optional: local_media(utc_timestamp, filepath)
SELECT rowid AS row, latitude AS latitude, longitude AS longitude, 'app_db' AS origin, unix_ms(utc_timestamp) AS at, filepath AS label
FROM local_media WHERE latitude <> 0 OR longitude <> 0 ORDER BY rowid;

-- makes: photo
-- when: local_media
-- needs: local_media(rowid, filepath, utc_timestamp)
-- optional: local_media(width, height)
SELECT rowid AS row, unix_ms(utc_timestamp) AS taken_at, width AS width, height AS height, filepath AS text
FROM local_media ORDER BY rowid;

-- Pictures that are in the cloud, though the telephone may hold them no more.
-- makes: photo
-- group: photo (cloud)
-- when: remote_media
-- needs: remote_media(rowid, utc_timestamp, filename)
-- optional: remote_media(width, height)
SELECT rowid AS row, unix_ms(utc_timestamp) AS taken_at, width AS width, height AS height, 'cloud: ' || filename AS text
FROM remote_media ORDER BY rowid;
