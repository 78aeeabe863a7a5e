-- id: tiktok_android
-- app: TikTok
-- platform: android
-- version: 1
-- paths: com.zhiliaoapp.musically*/databases/*_im.db; com.ss.android.ugc.*/databases/*_im.db
-- match: msg(conversation_id, created_time, sender, content, read_status)
-- tested: schema notes only

-- The owner's number begins the name of the file, not a cell; a conversation of two names both in its id
-- ("0:1:A:B"), so whose message it is cannot be told from here.
-- makes: message
-- needs: msg(rowid, created_time, sender, content)
-- optional: msg(conversation_id, type, deleted)
SELECT rowid AS row, conversation_id AS chat_id, sender AS sender_id, 'unknown' AS direction, unix_auto(created_time) AS sent_at,
       coalesce(json_text(content, '$.text'), json_text(content, '$.content_title'), json_text(content, '$.tips')) AS text,
       CASE WHEN deleted = 1 THEN 1 END AS deleted, type AS kind
FROM msg
ORDER BY rowid;
