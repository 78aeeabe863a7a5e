-- id: notification_history_android
-- platform: android
-- version: 1
-- source: protobuf
-- paths: notification_history/history/*
-- tested: messages that a generator wrote by the published message definition; no file of a phone yet
-- references: Android's NotificationHistoryProto (frameworks/base, since Android 11)

-- Kept for about a day where the user switched it on: texts of messengers that are deleted or encrypted elsewhere, and
-- pushes of banks. Names are numbers into a pool of strings, counted from 1, or stand in place. The package is the app,
-- the title is who wrote.
-- makes: message
WITH RECURSIVE pool(n, name) AS (
  SELECT 1, CAST(protobuf(value, '2[0]') AS TEXT) FROM field WHERE number = 1
  UNION ALL
  SELECT n + 1, CAST(protobuf(value, '2[' || n || ']') AS TEXT) FROM pool, field
   WHERE number = 1 AND n < 5000 AND protobuf(value, '2[' || n || ']') IS NOT NULL
), note AS MATERIALIZED (
  SELECT id, offset, length, value, protobuf(value, '2') AS package, protobuf(value, '4') AS channel,
         protobuf(value, '14') AS conversation
    FROM field WHERE number = 3
)
SELECT note.offset AS offset, note.length AS length,
       coalesce(p.name, protobuf(note.value, '1')) AS app,
       coalesce(c.name, protobuf(note.value, '13')) AS chat_id,
       coalesce(h.name, protobuf(note.value, '3')) AS chat,
       protobuf(note.value, '10') AS sender,
       'in' AS direction,
       unix_ms(protobuf(note.value, '9')) AS sent_at,
       protobuf(note.value, '11') AS text,
       'notification' AS kind
  FROM note
  LEFT JOIN pool p ON p.n = note.package
  LEFT JOIN pool h ON h.n = note.channel
  LEFT JOIN pool c ON c.n = note.conversation
 WHERE protobuf(note.value, '10') IS NOT NULL OR protobuf(note.value, '11') IS NOT NULL
 ORDER BY note.id;
