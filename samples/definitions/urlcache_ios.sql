-- file: private/var/mobile/Containers/Data/Application/5B8AA5E5-0000-4000-8000-000000000003/Library/Caches/com.adhoclabs.burner/Cache.db
CREATE TABLE cfurl_cache_response(entry_ID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, version INTEGER, hash_value INTEGER,
  storage_policy INTEGER, request_key TEXT UNIQUE, time_stamp NOT NULL DEFAULT CURRENT_TIMESTAMP, partition TEXT);
CREATE TABLE cfurl_cache_receiver_data(entry_ID INTEGER PRIMARY KEY, isDataOnFS INTEGER, receiver_data BLOB);
INSERT INTO cfurl_cache_response(entry_ID, request_key, time_stamp) VALUES
  (1, 'https://phoenix.burnerapp.com/user/u-1/messageThreads?page=1', '2026-03-01 03:04:05'),
  (2, 'https://phoenix.burnerapp.com/user/u-1/messages', '2026-03-01 03:05:05'),
  (3, 'https://phoenix.burnerapp.com/user/u-1', '2026-03-01 03:06:05'),
  (4, 'https://phoenix.burnerapp.com/v3/user/u-1/burners', '2026-03-01 03:07:05'),
  (5, 'https://phoenix.burnerapp.com/user/u-1/contacts?page=1', '2026-03-01 03:08:05'),
  (6, 'https://phoenix.burnerapp.com/user/u-1/messages?page=2', '2026-03-01 03:09:05'),
  (7, 'https://discord.com/api/v9/channels/100/messages?limit=25', 'сломано'),
  (8, 'https://example.org/a.png', '2026-03-01 03:10:05');
INSERT INTO cfurl_cache_receiver_data VALUES
  (1, 0, CAST('[{"contactPhoneNumber":"+447700900191","dateCreated":1772334245000,"direction":1,"message":"","messageType":1,"voiceUrl":"https://example.org/v.wav"},7]' AS BLOB)),
  (2, 0, CAST('{"contactPhoneNumber":"+447700900191","dateCreated":1772334300000,"direction":2,"message":"скоро","messageType":2,"assetUrl":null,"voiceUrl":null}' AS BLOB)),
  (3, 0, CAST('{"id":"u-1","phoneNumber":"+447700900190","totalNumberBurners":2,"pushToken":"x"}' AS BLOB)),
  (4, 0, CAST('[{"id":"b-1","phoneNumber":"+447700900192","settings":{"name":"Второй"}}]' AS BLOB)),
  (5, 0, CAST('[{"id":"c-1","name":"Сауле","phoneNumber":"+447700900191"},{"id":"c-2"}]' AS BLOB)),
  (6, 1, CAST('34A0C948-0000-4000-8000-000000000001' AS BLOB)),
  (7, 0, CAST('[{"id":"200","channel_id":"100","type":19,"content":"привет","timestamp":"2026-03-01T03:11:05.123000+00:00","edited_timestamp":"2026-03-01T03:12:00+00:00","author":{"id":"300","username":"example_user"},"attachments":[{"filename":"a.png","content_type":"image/png"}],"message_reference":{"message_id":"199"}}]' AS BLOB)),
  (8, 0, NULL);
