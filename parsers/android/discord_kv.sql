-- id: discord_kv
-- app: Discord
-- version: 1
-- paths: kv-storage/@account*/a*
-- match: messages0(data)
-- tested: schema notes only

-- A cell is a byte of version and then JSON. Whose account it is stands in the name of the folder only.
-- makes: message
-- needs: messages0(rowid, data)
WITH m AS (SELECT rowid AS id, CASE WHEN substr(CAST(data AS BLOB), 1, 1) IN (x'7b', x'5b') THEN CAST(data AS TEXT) ELSE CAST(substr(CAST(data AS BLOB), 2) AS TEXT) END AS j
           FROM messages0),
     n AS (SELECT id, CASE WHEN json_valid(j) THEN coalesce(json_extract(j, '$.message'), j) END AS j FROM m)
SELECT id AS row, coalesce(json_text(j, '$.channel_id'), json_text(j, '$.channelId')) AS chat_id, json_text(j, '$.author.id') AS sender_id,
       coalesce(json_text(j, '$.author.global_name'), json_text(j, '$.author.globalName'), json_text(j, '$.author.username')) AS sender,
       'unknown' AS direction, unix_s(CAST(strftime('%s', json_text(j, '$.timestamp')) AS INTEGER)) AS sent_at, json_text(j, '$.content') AS text,
       CASE WHEN json_type(j, '$.attachments') = 'array'
            THEN (SELECT json_group_array(json_patch('{}', json_object('name', json_extract(a.value, '$.filename'), 'mime', json_extract(a.value, '$.content_type'),
                                                                       'path', json_extract(a.value, '$.url'))))
                  FROM json_each(j, '$.attachments') a WHERE a.type = 'object') END AS attachments,
       CASE WHEN coalesce(json_text(j, '$.edited_timestamp'), json_text(j, '$.editedTimestamp')) IS NOT NULL THEN 1 END AS edited,
       json_text(j, '$.type') AS kind
FROM n
ORDER BY id;
