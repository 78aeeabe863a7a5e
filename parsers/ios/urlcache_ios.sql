-- id: urlcache_ios
-- app: URL cache
-- app_from_path: com.hammerandchisel.discord = Discord; com.adhoclabs.burner = Burner; com.apple.mobilesafari = Safari;
--   ph.telegra = Telegram; com.burbn.instagram = Instagram; com.atebits.Tweetie2 = X; com.zhiliaoapp = TikTok
-- platform: ios
-- version: 1
-- paths: Library/Caches/*/Cache.db; Library/Caches/Cache.db
-- match: cfurl_cache_response(entry_ID, request_key, time_stamp)
-- tested: caches of two apps of an iOS 15 file system
-- references: notes of public parsers

-- What an app asked its servers for; times are texts in UTC.
-- makes: web_visit
-- needs: cfurl_cache_response(entry_ID, request_key, time_stamp)
SELECT entry_ID AS row, request_key AS url, unix_s(strftime('%s', time_stamp)) AS at, 'cache' AS transition
FROM cfurl_cache_response
ORDER BY entry_ID;

-- Burner lends telephone numbers. Type 1 is a call, 2 a text, 3 a picture; direction 1 comes in, 2 goes out. Long answers lie in
-- files beside the database.
-- makes: message
-- group: message (Burner)
-- when: cfurl_cache_receiver_data
-- needs: cfurl_cache_receiver_data(entry_ID, receiver_data), cfurl_cache_response(entry_ID, request_key)
WITH answer AS MATERIALIZED (
       SELECT d.entry_ID AS id, CAST(d.receiver_data AS TEXT) AS body
       FROM cfurl_cache_receiver_data d JOIN cfurl_cache_response r ON r.entry_ID = d.entry_ID
       WHERE r.request_key LIKE 'https://%burnerapp.com/%/message%'),
     item AS MATERIALIZED (
       SELECT a.id, j.value AS body FROM answer a,
              json_each(CASE WHEN NOT json_valid(a.body) THEN '[]' WHEN json_type(a.body) = 'array' THEN a.body
                             ELSE json_array(json(a.body)) END) j
       WHERE j.type = 'object')
SELECT id AS row, 'Burner' AS app, json_text(body, '$.contactPhoneNumber') AS chat_id,
       CASE WHEN json_text(body, '$.direction') = 1 THEN json_text(body, '$.contactPhoneNumber') END AS sender_id,
       CASE json_text(body, '$.direction') WHEN 1 THEN 'in' WHEN 2 THEN 'out' END AS direction,
       unix_ms(json_text(body, '$.dateCreated')) AS sent_at, json_text(body, '$.message') AS text,
       CASE WHEN coalesce(json_text(body, '$.assetUrl'), json_text(body, '$.voiceUrl')) IS NOT NULL
            THEN json_array(json_object('name', coalesce(json_text(body, '$.assetUrl'), json_text(body, '$.voiceUrl')))) END AS attachments,
       json_text(body, '$.messageType') AS kind
FROM item
WHERE json_text(body, '$.messageType') IS NOT NULL
ORDER BY id;

-- makes: account
-- group: account (Burner)
-- when: cfurl_cache_receiver_data
-- needs: cfurl_cache_receiver_data(entry_ID, receiver_data), cfurl_cache_response(entry_ID, request_key)
WITH answer AS MATERIALIZED (
       SELECT d.entry_ID AS id, CAST(d.receiver_data AS TEXT) AS body
       FROM cfurl_cache_receiver_data d JOIN cfurl_cache_response r ON r.entry_ID = d.entry_ID
       WHERE r.request_key LIKE 'https://%burnerapp.com/%')
SELECT id AS row, 'Burner' AS app, 'ios' AS platform, coalesce(json_text(body, '$.id'), json_text(body, '$.user.id')) AS account_id,
       coalesce(json_text(body, '$.phoneNumber'), json_text(body, '$.user.phoneNumber')) AS phone
FROM answer
WHERE json_valid(body) AND coalesce(json_text(body, '$.totalNumberBurners'), json_text(body, '$.user.totalNumberBurners')) IS NOT NULL
ORDER BY id;

-- The lent numbers.
-- makes: account
-- group: account (Burner numbers)
-- when: cfurl_cache_receiver_data
-- needs: cfurl_cache_receiver_data(entry_ID, receiver_data), cfurl_cache_response(entry_ID, request_key)
WITH answer AS MATERIALIZED (
       SELECT d.entry_ID AS id, CAST(d.receiver_data AS TEXT) AS body
       FROM cfurl_cache_receiver_data d JOIN cfurl_cache_response r ON r.entry_ID = d.entry_ID
       WHERE r.request_key LIKE 'https://%burnerapp.com/%/burners%')
SELECT a.id AS row, 'Burner' AS app, 'ios' AS platform, json_text(j.value, '$.id') AS account_id,
       json_text(j.value, '$.settings.name') AS name, json_text(j.value, '$.phoneNumber') AS phone
FROM answer a, json_each(CASE WHEN NOT json_valid(a.body) THEN '[]' WHEN json_type(a.body) = 'array' THEN a.body
                              ELSE json_array(json(a.body)) END) j
WHERE j.type = 'object' AND json_text(j.value, '$.phoneNumber') IS NOT NULL
ORDER BY a.id;

-- makes: contact
-- group: contact (Burner)
-- when: cfurl_cache_receiver_data
-- needs: cfurl_cache_receiver_data(entry_ID, receiver_data), cfurl_cache_response(entry_ID, request_key)
WITH answer AS MATERIALIZED (
       SELECT d.entry_ID AS id, CAST(d.receiver_data AS TEXT) AS body
       FROM cfurl_cache_receiver_data d JOIN cfurl_cache_response r ON r.entry_ID = d.entry_ID
       WHERE r.request_key LIKE 'https://%burnerapp.com/%/contacts%')
SELECT a.id AS row, 'Burner' AS app, json_text(j.value, '$.id') AS contact_id, json_text(j.value, '$.name') AS name,
       json_array(json_text(j.value, '$.phoneNumber')) AS phones
FROM answer a, json_each(CASE WHEN json_valid(a.body) AND json_type(a.body) = 'array' THEN a.body ELSE '[]' END) j
WHERE j.type = 'object' AND json_text(j.value, '$.phoneNumber') IS NOT NULL
ORDER BY a.id;

-- Discord keeps no messages of its own; these are its servers' answers.
-- makes: message
-- group: message (Discord)
-- when: cfurl_cache_receiver_data
-- needs: cfurl_cache_receiver_data(entry_ID, receiver_data), cfurl_cache_response(entry_ID, request_key)
WITH answer AS MATERIALIZED (
       SELECT d.entry_ID AS id, CAST(d.receiver_data AS TEXT) AS body
       FROM cfurl_cache_receiver_data d JOIN cfurl_cache_response r ON r.entry_ID = d.entry_ID
       WHERE r.request_key LIKE 'https://discord%/api/%/channels/%/messages%'),
     item AS MATERIALIZED (
       SELECT a.id, j.value AS body FROM answer a,
              json_each(CASE WHEN NOT json_valid(a.body) THEN '[]' WHEN json_type(a.body) = 'array' THEN a.body
                             ELSE json_array(json(a.body)) END) j
       WHERE j.type = 'object')
SELECT id AS row, 'Discord' AS app, json_text(body, '$.channel_id') AS chat_id, json_text(body, '$.author.id') AS sender_id,
       coalesce(json_text(body, '$.author.global_name'), json_text(body, '$.author.username')) AS sender, 'unknown' AS direction,
       unix_s(strftime('%s', json_text(body, '$.timestamp'))) AS sent_at, json_text(body, '$.content') AS text,
       (SELECT json_group_array(json_patch('{}', json_object('name', json_text(f.value, '$.filename'),
                                                             'mime', json_text(f.value, '$.content_type'))))
        FROM json_each(body, '$.attachments') f WHERE f.type = 'object') AS attachments,
       CASE WHEN json_text(body, '$.edited_timestamp') IS NOT NULL THEN 1 END AS edited,
       json_text(body, '$.message_reference.message_id') AS reply_to, json_text(body, '$.type') AS kind
FROM item
WHERE json_text(body, '$.channel_id') IS NOT NULL
ORDER BY id;
