-- id: meta_export
-- app: Facebook Messenger
-- app_from_path: your_instagram_activity = Instagram; instagram = Instagram
-- platform: web
-- version: 1
-- source: json
-- paths: messages/*/*/message_*.json; messages/inbox/**/message_*.json
-- contains: "participants"
-- items: /messages/*; /participants/*
-- tested: a conversation of chat-analytics' public test files
-- references: notes of public viewers of Facebook's and Instagram's exports

-- Texts are UTF-8 that was written byte by byte as Latin-1. The file does not say whose account it is, so that no
-- message has a direction.
-- makes: chat
SELECT '' AS pointer, coalesce((SELECT value FROM node WHERE pointer = '/thread_path'), path_part((SELECT path FROM file), -2)) AS chat_id,
       latin1_fix((SELECT value FROM node WHERE pointer = '/title')) AS name,
       (SELECT value FROM node WHERE pointer = '/thread_type') AS kind, json_group_array(latin1_fix(json ->> 'name')) AS participants
FROM (SELECT json FROM item WHERE pointer LIKE '/participants/%' ORDER BY number)
HAVING count(*) > 0;

-- makes: message
WITH file_of AS (
  SELECT i.number, json_group_array(json_object('path', latin1_fix(f.value ->> 'uri'))) AS list
  FROM item i, json_each('["photos","videos","audio_files","files","gifs"]') k,
       json_each(i.json, '$.' || k.value) f
  WHERE i.pointer LIKE '/messages/%' AND f.type = 'object' AND json_type(f.value, '$.uri') = 'text'
  GROUP BY i.number)
SELECT i.pointer AS pointer,
       coalesce((SELECT value FROM node WHERE pointer = '/thread_path'), path_part((SELECT path FROM file), -2)) AS chat_id,
       latin1_fix((SELECT value FROM node WHERE pointer = '/title')) AS chat, latin1_fix(i.json ->> 'sender_name') AS sender,
       'unknown' AS direction, unix_ms(i.json ->> 'timestamp_ms') AS sent_at,
       coalesce(latin1_fix(i.json ->> 'content'), latin1_fix(i.json ->> '$.share.link')) AS text,
       coalesce(f.list, CASE WHEN json_type(i.json, '$.sticker.uri') = 'text'
                             THEN json_array(json_object('path', latin1_fix(i.json ->> '$.sticker.uri'))) END) AS attachments,
       CASE WHEN i.json ->> 'is_unsent' = 1 THEN 1 END AS deleted,
       CASE WHEN i.json ->> 'call_duration' IS NOT NULL THEN 'call of ' || (i.json ->> 'call_duration') || ' s'
            ELSE i.json ->> 'type' END AS kind
FROM item i LEFT JOIN file_of f ON f.number = i.number
WHERE i.pointer LIKE '/messages/%'
ORDER BY i.number;
