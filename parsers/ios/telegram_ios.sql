-- id: telegram_ios
-- app: Telegram
-- platform: ios
-- version: 1
-- paths: postbox/db/db_sqlite
-- match: t0(key, value), t2(key, value), t6(key, value), t7(key, value), t9(key, value)
-- tested: databases that a generator wrote by the client's code; the public test images hold their results only
-- references: Postbox of Telegram for iOS (public); t0 metadata, t2 peers, t6 media, t7 messages, t16 contacts,
--   t54 device contacts. All but the few plain columns are read by the postbox functions

-- The state of the account names its owner.
-- makes: account
-- needs: t0(key, value), t2(key, value)
-- row: t2
SELECT p.key AS row, CAST(postbox_peer(p.key) AS TEXT) AS account_id,
       nullif(trim(coalesce(postbox(p.value, 'fn'), '') || ' ' || coalesce(postbox(p.value, 'ln'), '')), '') AS name,
       postbox(p.value, 'p') AS phone
FROM t0 a JOIN t2 p ON p.key = postbox(a.value, 'peerId') WHERE a.key = 2;

-- makes: contact
-- needs: t2(key, value)
-- optional: t16(key), t0(key, value)
SELECT p.key AS row, CAST(postbox_peer(p.key) AS TEXT) AS contact_id,
       nullif(trim(coalesce(postbox(p.value, 'fn'), '') || ' ' || coalesce(postbox(p.value, 'ln'), '')), '') AS name,
       CASE WHEN postbox(p.value, 'p') <> '' THEN json_array(postbox(p.value, 'p')) END AS phones,
       CASE WHEN postbox(p.value, 'un') <> '' THEN json_array(postbox(p.value, 'un')) END AS handles,
       json_array(CAST(postbox_peer(p.key) AS TEXT)) AS account_ids
FROM t2 p
WHERE postbox(p.value, '@type') = 'TelegramUser'
  AND (p.key IN (SELECT key FROM t16) OR postbox(p.value, 'p') <> '')
  AND p.key NOT IN (SELECT postbox(value, 'peerId') FROM t0 WHERE key = 2 AND postbox(value, 'peerId') IS NOT NULL)
ORDER BY p.key;

-- The address book of the device: keys are a zero byte and the number.
-- makes: contact
-- group: address_book
-- when: t54
-- needs: t54(key, value)
SELECT d.rowid AS row,
       nullif(trim(coalesce(postbox(d.value, 'f'), '') || ' ' || coalesce(postbox(d.value, 'l'), '')), '') AS name,
       json_array(CAST(substr(d.key, 2) AS TEXT)) AS phones,
       CASE WHEN postbox(d.value, 'pid') > 0 THEN json_array(CAST(postbox_peer(postbox(d.value, 'pid')) AS TEXT)) END AS account_ids
FROM t54 d WHERE substr(d.key, 1, 1) = X'00' ORDER BY d.rowid;

-- makes: chat
-- needs: t2(key, value), t7(key, value)
SELECT p.key AS row, CAST(postbox_peer(p.key) AS TEXT) AS chat_id,
       coalesce(nullif(trim(coalesce(postbox(p.value, 'fn'), '') || ' ' || coalesce(postbox(p.value, 'ln'), '')), ''),
                postbox(p.value, 't'), postbox(p.value, 'un'),
                (SELECT nullif(trim(coalesce(postbox(r.value, 'fn'), '') || ' ' || coalesce(postbox(r.value, 'ln'), '')), '')
                 FROM t2 r WHERE r.key = postbox(p.value, 'r'))) AS name,
       CASE postbox(p.value, '@type')
            WHEN 'TelegramUser' THEN CASE WHEN postbox(p.value, 'bi') IS NULL THEN 'private' ELSE 'bot' END
            WHEN 'TelegramGroup' THEN 'group'
            WHEN 'TelegramChannel' THEN CASE postbox(p.value, 'i.t') WHEN 0 THEN 'channel' WHEN 1 THEN 'group' END
            WHEN 'TelegramSecretChat' THEN 'secret' END AS kind,
       CASE WHEN postbox(p.value, '@type') = 'TelegramSecretChat'
            THEN json_array(CAST(postbox_peer(postbox(p.value, 'r')) AS TEXT)) END AS participants
FROM t2 p WHERE p.key IN (SELECT postbox_key(m.key, 'peer') FROM t7 m) ORDER BY p.key;

-- A medium lies in the message, in t6, or in another message that t6 names.
-- makes: message
-- needs: t7(key, value)
-- optional: t2(key, value), t6(key, value)
WITH names AS MATERIALIZED (
       SELECT key AS id, coalesce(nullif(trim(coalesce(postbox(value, 'fn'), '') || ' ' || coalesce(postbox(value, 'ln'), '')), ''),
                                  postbox(value, 't'), postbox(value, 'un')) AS name, postbox(value, 'r') AS partner
       FROM t2),
     parts AS (
       SELECT m.rowid AS row, m.key, m.value, f.value AS medium, o.value AS owner,
              coalesce(postbox_message(m.value, 'kind'), postbox_media(f.value, 'kind'), postbox_message(o.value, 'kind'),
                       CASE WHEN postbox_message(m.value, 'flags') IS NOT NULL THEN 'message' END) AS kind
       FROM t7 m
       LEFT JOIN t6 f ON f.key = postbox_message(m.value, 'media_key')
       LEFT JOIN t7 o ON o.key = postbox_media(f.value, 'message_key'))
SELECT m.row AS row, CAST(postbox_peer(postbox_key(m.key, 'peer')) AS TEXT) AS chat_id,
       coalesce(cn.name, pn.name) AS chat,
       CAST(postbox_peer(postbox_message(m.value, 'author')) AS TEXT) AS sender_id, sn.name AS sender,
       CASE WHEN m.kind LIKE 'service:%' THEN 'system'
            WHEN postbox_message(m.value, 'flags') & 4 THEN 'in' WHEN postbox_message(m.value, 'flags') IS NOT NULL THEN 'out' END AS direction,
       unix_s(postbox_key(m.key, 'time')) AS sent_at,
       nullif(trim(coalesce(postbox_message(m.value, 'text'), '') || char(10) ||
                   coalesce(postbox_message(m.value, 'words'), postbox_media(m.medium, 'words'), postbox_message(m.owner, 'words'), ''), char(10)), '') AS text,
       coalesce(nullif(postbox_message(m.value, 'attachments'), '[]'), nullif(postbox_media(m.medium, 'attachments'), '[]'),
                postbox_message(m.owner, 'attachments')) AS attachments,
       coalesce(postbox_message(m.value, 'latitude'), postbox_media(m.medium, 'latitude')) AS latitude,
       coalesce(postbox_message(m.value, 'longitude'), postbox_media(m.medium, 'longitude')) AS longitude,
       postbox_message(m.value, 'edited') AS edited,
       coalesce(fn.name, nullif(postbox_message(m.value, 'forward_name'), 'unknown'),
                CAST(postbox_peer(postbox_message(m.value, 'forward_author')) AS TEXT), postbox_message(m.value, 'forward_name')) AS forwarded_from,
       CAST(postbox_message(m.value, 'reply') AS TEXT) AS reply_to,
       CASE WHEN postbox_key(m.key, 'namespace') IN (3, 4) THEN 'scheduled:' WHEN postbox_key(m.key, 'namespace') = 5 THEN 'quick reply:' ELSE '' END
         || m.kind || CASE WHEN postbox_message(m.value, 'flags') & 2 THEN ' (failed)' WHEN postbox_message(m.value, 'flags') & 1 THEN ' (unsent)' ELSE '' END AS kind
FROM parts m
LEFT JOIN names cn ON cn.id = postbox_key(m.key, 'peer')
LEFT JOIN names pn ON pn.id = cn.partner
LEFT JOIN names sn ON sn.id = postbox_message(m.value, 'author')
LEFT JOIN names fn ON fn.id = postbox_message(m.value, 'forward_author')
ORDER BY m.row;

-- makes: call
-- needs: t7(key, value)
-- optional: t2(key, value)
SELECT m.rowid AS row, CASE WHEN postbox_message(m.value, 'flags') & 4 THEN 'in' ELSE 'out' END AS direction,
       CAST(postbox_peer(postbox_key(m.key, 'peer')) AS TEXT) AS party_id,
       coalesce(nullif(trim(coalesce(postbox(p.value, 'fn'), '') || ' ' || coalesce(postbox(p.value, 'ln'), '')), ''), postbox(p.value, 't')) AS party,
       unix_s(postbox_key(m.key, 'time')) AS started_at, postbox_message(m.value, 'call_seconds') AS duration_s,
       CASE WHEN postbox_message(m.value, 'call_reason') IN (0, 3) THEN 0 WHEN postbox_message(m.value, 'call_seconds') > 0 THEN 1 END AS answered,
       postbox_message(m.value, 'call_video') AS video,
       CASE postbox_message(m.value, 'call_reason') WHEN 0 THEN 'missed' WHEN 1 THEN 'disconnected' WHEN 2 THEN 'hung up' WHEN 3 THEN 'busy'
            ELSE CAST(postbox_message(m.value, 'call_reason') AS TEXT) END AS kind
FROM t7 m LEFT JOIN t2 p ON p.key = postbox_key(m.key, 'peer')
WHERE postbox_message(m.value, 'call') = 1 ORDER BY m.rowid;

-- makes: location
-- needs: t7(key, value)
-- optional: t6(key, value)
SELECT m.rowid AS row, coalesce(postbox_message(m.value, 'latitude'), postbox_media(f.value, 'latitude')) AS latitude,
       coalesce(postbox_message(m.value, 'longitude'), postbox_media(f.value, 'longitude')) AS longitude,
       unix_s(postbox_key(m.key, 'time')) AS at, 'app_db' AS origin,
       coalesce(postbox_message(m.value, 'accuracy'), postbox_media(f.value, 'accuracy')) AS accuracy_m,
       replace(coalesce(postbox_message(m.value, 'words'), postbox_media(f.value, 'words')), char(10), ' ') AS label
FROM t7 m LEFT JOIN t6 f ON f.key = postbox_message(m.value, 'media_key')
WHERE coalesce(postbox_message(m.value, 'latitude'), postbox_media(f.value, 'latitude')) IS NOT NULL ORDER BY m.rowid;
