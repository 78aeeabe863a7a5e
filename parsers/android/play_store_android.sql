-- id: play_store_android
-- platform: android
-- version: 1
-- paths: com.android.vending/databases/localappstate.db
-- match: appstate(package_name, first_download_ms, title)
-- tested: schema notes only

-- makes: app_installed
-- needs: appstate(rowid, package_name, first_download_ms)
-- optional: appstate(title, last_update_timestamp_ms)
SELECT rowid AS row, title AS app, package_name AS package, coalesce(unix_ms(first_download_ms), unix_ms(last_update_timestamp_ms)) AS at
FROM appstate
ORDER BY rowid;
