-- id: skype_s4l
-- app: Skype
-- version: 1
-- paths: s4l-*.db; skype.db
-- match: messagesv12(nsp_pk, nsp_data)
-- tested: schema notes only

-- Each row is JSON. The author's address ends the link of `creator`; createdTime is milliseconds.
-- makes: message
-- needs: messagesv12(rowid, nsp_data)
SELECT rowid AS row, json_text(nsp_data, '$.conversationId') AS chat_id,
       CASE WHEN json_text(nsp_data, '$._isMyMessage') = 0 THEN json_text(nsp_data, '$.creator') END AS sender_id,
       CASE json_text(nsp_data, '$._isMyMessage') WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction,
       unix_ms(json_text(nsp_data, '$.createdTime')) AS sent_at, markup_text(json_text(nsp_data, '$.content')) AS text,
       json_text(nsp_data, '$.messagetype') AS kind
FROM messagesv12
ORDER BY rowid;
