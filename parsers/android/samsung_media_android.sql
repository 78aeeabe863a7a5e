-- id: samsung_media_android
-- platform: android
-- version: 1
-- paths: com.samsung.android.providers.media/databases/media.db
-- match: files(_data, datetaken, latitude, longitude, captured_app)
-- tested: schema notes only

-- makes: location
-- needs: files(_id, latitude, longitude)
-- optional: files(datetaken, date_added, addr, _data)
SELECT _id AS row, latitude AS latitude, longitude AS longitude, 'app_db' AS origin, coalesce(unix_ms(datetaken), unix_auto(date_added)) AS at,
       coalesce(nullif(addr, ''), _data) AS label
FROM files
WHERE latitude <> 0 OR longitude <> 0
ORDER BY _id;

-- Screenshots with the app and the page that they show.
-- makes: device_event
-- needs: files(_id, captured_app)
-- optional: files(datetaken, captured_url, _data)
SELECT _id AS row, 'screenshot' AS kind, unix_ms(datetaken) AS at, captured_app AS app, trim(coalesce(captured_url, '') || char(10) || coalesce(_data, ''), char(10)) AS text
FROM files
WHERE captured_app <> '' OR captured_url <> ''
ORDER BY _id;
