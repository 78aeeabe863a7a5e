-- id: media_android
-- platform: android
-- version: 1
-- paths: com.*android.providers.media*/databases/external*.db; com.google.android.providers.media*/databases/external*.db
-- match: files(_data, date_added, mime_type, media_type, bucket_display_name)
-- tested: schema notes only
-- references: Android source, MediaProvider

-- Where a picture was taken, as versions before Android 10 kept it.
-- makes: location
-- when: files(latitude, longitude)
-- needs: files(_id, latitude, longitude)
-- optional: files(datetaken, date_added, _data)
SELECT _id AS row, latitude AS latitude, longitude AS longitude, 'app_db' AS origin, coalesce(unix_ms(datetaken), unix_s(date_added)) AS at, _data AS label
FROM files
WHERE latitude <> 0 OR longitude <> 0
ORDER BY _id;

-- What was downloaded and from where.
-- makes: download
-- when: files(is_download)
-- needs: files(_id, _data, is_download)
-- optional: files(download_uri, referer_uri, owner_package_name, date_added, _size)
SELECT _id AS row, owner_package_name AS app, coalesce(nullif(download_uri, ''), referer_uri) AS url, _data AS target_path, unix_s(date_added) AS at, _size AS bytes
FROM files
WHERE is_download = 1
ORDER BY _id;

-- A picture or video in the waste bin.
-- makes: device_event
-- when: files(is_trashed)
-- needs: files(_id, _data, is_trashed)
-- optional: files(date_expires, owner_package_name)
SELECT _id AS row, 'file in the waste bin' AS kind, unix_s(date_expires) AS at, _data AS text, owner_package_name AS app
FROM files
WHERE is_trashed = 1
ORDER BY _id;
