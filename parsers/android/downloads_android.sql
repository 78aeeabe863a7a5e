-- id: downloads_android
-- platform: android
-- version: 1
-- paths: com.android.providers.downloads/databases/downloads.db
-- match: downloads(uri, notificationpackage, lastmod, control)
-- tested: version 114 (Android of 2023)
-- references: Android source, DownloadProvider

-- Status 200 is finished; it stays a number. The time is that of the last change.
-- makes: download
-- needs: downloads(_id, uri, _data, status)
-- optional: downloads(lastmod, notificationpackage, total_bytes, current_bytes)
SELECT _id AS row, notificationpackage AS app, uri AS url, _data AS target_path, unix_ms(lastmod) AS at,
       CASE WHEN total_bytes > 0 THEN total_bytes ELSE current_bytes END AS bytes, status AS state
FROM downloads
ORDER BY _id;
