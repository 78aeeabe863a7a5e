-- id: messenger_ios
-- app: Facebook Messenger
-- platform: ios
-- version: 1
-- paths: lightspeed-userDatabases/*.db; FBMessagingMailboxCaskStore/*/fb-msys-*.db
-- match: thread_messages(timestamp_ms, sender_id, thread_key), contacts(id, name)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- makes: message
-- needs: thread_messages(rowid, timestamp_ms, sender_id, text, thread_key)
-- optional: contacts(id, name), _user_info(facebook_user_id)
SELECT m.rowid AS row, m.thread_key AS chat_id, (SELECT max(c.name) FROM contacts c WHERE c.id = m.thread_key) AS chat,
       m.sender_id, (SELECT max(c.name) FROM contacts c WHERE c.id = m.sender_id) AS sender,
       CASE WHEN m.sender_id IN (SELECT facebook_user_id FROM _user_info) THEN 'out'
            WHEN EXISTS (SELECT 1 FROM _user_info WHERE facebook_user_id IS NOT NULL) AND m.sender_id IS NOT NULL THEN 'in' END AS direction,
       unix_ms(m.timestamp_ms) AS sent_at, m.text
FROM thread_messages m
ORDER BY m.rowid;

-- makes: contact
-- needs: contacts(rowid, id, name)
-- optional: contacts(username, phone_number, email_address)
SELECT rowid AS row, id AS contact_id, name, CASE WHEN username <> '' THEN json_array(username) END AS handles,
       CASE WHEN phone_number <> '' THEN json_array(phone_number) END AS phones,
       CASE WHEN email_address <> '' THEN json_array(email_address) END AS emails
FROM contacts
ORDER BY rowid;

-- makes: account
-- when: _user_info
-- needs: _user_info(rowid, facebook_user_id)
SELECT rowid AS row, facebook_user_id AS account_id
FROM _user_info
ORDER BY rowid;
