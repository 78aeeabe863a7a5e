-- file: data/data/com.android.vending/databases/localappstate.db
CREATE TABLE appstate(package_name TEXT PRIMARY KEY, auto_update INTEGER, title TEXT, first_download_ms INTEGER, last_update_timestamp_ms INTEGER, account TEXT);
INSERT INTO appstate VALUES ('org.telegram.messenger', 1, 'Telegram', 1772334245000, 1772334300000, 'ann@mail.example'), ('com.example', NULL, NULL, NULL, NULL, NULL);
