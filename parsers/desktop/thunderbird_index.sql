-- id: thunderbird_index
-- app: Thunderbird
-- version: 1
-- paths: global-messages-db.sqlite
-- match: messages(folderID, conversationID, headerMessageID), messagesText_content(c0body, c1subject, c3author)
-- tested: schema notes only
-- references: Thunderbird source, mailnews/db/gloda

-- The index keeps the words of mails that have left their folders.
-- makes: email
-- needs: messages(id, headerMessageID), messagesText_content(docid, c0body, c1subject)
-- optional: messages(date), messagesText_content(c3author, c4recipients)
SELECT m.id AS row, t.c3author AS "from", CASE WHEN t.c4recipients <> '' THEN json_array(t.c4recipients) END AS "to",
       t.c1subject AS subject, t.c0body AS text, prtime(m.date) AS sent_at, m.headerMessageID AS message_id
FROM messages m LEFT JOIN messagesText_content t ON t.docid = m.id
ORDER BY m.id;
