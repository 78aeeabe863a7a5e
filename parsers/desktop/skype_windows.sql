-- id: skype_windows
-- app: Skype
-- version: 1
-- paths: Skype/*/main.db
-- match: Messages(chatname, author, body_xml, dialog_partner), Accounts(skypename)
-- tested: schema notes only

-- Type 61 is a text, 30 and 39 a call, 68 a file, 201 a picture; they stay as stored. The author says the direction.
-- makes: message
-- needs: Messages(id, timestamp, author, body_xml)
-- optional: Messages(convo_id, chatname, from_dispname, dialog_partner, type, edited_timestamp), Accounts(skypename),
--   Conversations(id, displayname)
SELECT m.id AS row, m.chatname AS chat_id, coalesce(nullif(c.displayname, ''), m.dialog_partner) AS chat,
       CASE WHEN m.author <> (SELECT min(skypename) FROM Accounts) THEN m.author END AS sender_id,
       CASE WHEN m.author <> (SELECT min(skypename) FROM Accounts) THEN m.from_dispname END AS sender,
       CASE WHEN m.author = (SELECT min(skypename) FROM Accounts) THEN 'out' WHEN m.author <> '' AND EXISTS (SELECT 1 FROM Accounts) THEN 'in' END AS direction,
       unix_s(m.timestamp) AS sent_at, markup_text(m.body_xml) AS text,
       CASE WHEN m.edited_timestamp > 0 THEN 1 END AS edited, m.type AS kind
FROM Messages m LEFT JOIN Conversations c ON c.id = m.convo_id
ORDER BY m.id;

-- makes: contact
-- when: Contacts(skypename)
-- needs: Contacts(id, skypename)
-- optional: Contacts(displayname, fullname, phone_mobile, phone_home, phone_office)
SELECT id AS row, skypename AS contact_id, coalesce(nullif(displayname, ''), fullname) AS name,
       (SELECT json_group_array(p) FROM (SELECT phone_mobile AS p UNION ALL SELECT phone_home UNION ALL SELECT phone_office) WHERE p <> '') AS phones,
       json_array(skypename) AS account_ids
FROM Contacts
ORDER BY id;

-- makes: account
-- when: Accounts(skypename)
-- needs: Accounts(id, skypename)
-- optional: Accounts(fullname, emails, phone_mobile)
SELECT id AS row, skypename AS account_id, fullname AS name, phone_mobile AS phone, emails AS email
FROM Accounts
ORDER BY id;
