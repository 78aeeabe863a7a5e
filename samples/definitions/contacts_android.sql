-- file: data/data/com.android.providers.contacts/databases/contacts2.db
CREATE TABLE accounts(_id INTEGER PRIMARY KEY, account_name TEXT, account_type TEXT);
INSERT INTO accounts VALUES (1, 'owner@example.com', 'com.google'), (2, 'Telegram', 'org.telegram.messenger');
CREATE TABLE raw_contacts(_id INTEGER PRIMARY KEY, account_id INTEGER, contact_id INTEGER, display_name TEXT, deleted INTEGER);
INSERT INTO raw_contacts VALUES (1, 1, 1, 'Аяна', 0), (2, 2, 1, 'Аяна К', 0), (3, 1, NULL, 'Без номера', 1);
CREATE TABLE mimetypes(_id INTEGER PRIMARY KEY, mimetype TEXT);
INSERT INTO mimetypes VALUES (1, 'vnd.android.cursor.item/phone_v2'), (2, 'vnd.android.cursor.item/email_v2'),
  (3, 'vnd.android.cursor.item/name'), (4, 'vnd.android.cursor.item/nickname');
CREATE TABLE data(_id INTEGER PRIMARY KEY, mimetype_id INTEGER, raw_contact_id INTEGER, data1 TEXT);
INSERT INTO data VALUES (1, 3, 1, 'Аяна'), (2, 1, 1, '+44 7700 900131'), (3, 1, 1, '+44 7700 900132'),
  (4, 2, 1, 'a@example.org'), (5, 1, 2, '+447700900131'), (6, 4, 2, '@example_ayana'), (7, 1, 3, '');
CREATE TABLE deleted_contacts(contact_id INTEGER PRIMARY KEY, contact_deleted_timestamp INTEGER);
INSERT INTO deleted_contacts VALUES (9, 1772334245000);
