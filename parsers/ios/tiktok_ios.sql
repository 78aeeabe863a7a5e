-- id: tiktok_ios
-- app: TikTok
-- platform: ios
-- version: 1
-- paths: ChatFiles/*/db.sqlite
-- match: TIMMessageORM(sender, content, belongingConversationIdentifier)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- The content is JSON. Which of the senders is the owner only the folder's name tells, so no direction is given.
-- makes: message
-- needs: TIMMessageORM(rowid, sender, content, belongingConversationIdentifier)
-- optional: TIMMessageORM(localcreatedat, servercreatedat, deleted, type)
SELECT rowid AS row, belongingConversationIdentifier AS chat_id, sender AS sender_id,
       unix_auto(coalesce(nullif(servercreatedat, 0), localcreatedat)) AS sent_at,
       CASE WHEN json_valid(content) THEN coalesce(json_text(content, '$.text'), json_text(content, '$.tips'), content)
            ELSE content END AS text,
       CASE WHEN deleted = 1 THEN 1 END AS deleted, type AS kind
FROM TIMMessageORM
ORDER BY rowid;
