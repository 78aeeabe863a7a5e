-- file: private/var/mobile/Containers/Shared/AppGroup/5B8AA5E5-0000-4000-8000-000000000009/lightspeed-userDatabases/8000.db
CREATE TABLE _user_info(facebook_user_id INTEGER);
INSERT INTO _user_info VALUES (8000);
CREATE TABLE contacts(id INTEGER PRIMARY KEY, name TEXT, username TEXT, phone_number TEXT, email_address TEXT);
INSERT INTO contacts VALUES (8001, 'Пример Три', 'example_three', '+447700900251', NULL), (8002, NULL, NULL, NULL, NULL);
CREATE TABLE thread_messages(thread_key INTEGER, timestamp_ms INTEGER, message_id TEXT, sender_id INTEGER, text TEXT, has_attachment INTEGER);
INSERT INTO thread_messages VALUES (8001, 1772334245000, 'mid.1', 8001, 'готово', 0), (8001, 1772334300000, 'mid.2', 8000, 'ок', 0), (8500, NULL, 'mid.3', NULL, NULL, NULL);
