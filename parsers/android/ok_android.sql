-- id: ok_android
-- app: OK
-- platform: android
-- version: 1
-- paths: ru.ok.android/databases/odnklassniki.db
-- match: authorized_users(uid, login), messages(author_id, conversation_id)
-- tested: schema notes only

-- makes: message
-- needs: messages(_id, _date, author_id, conversation_id, message)
-- optional: authorized_users(uid)
SELECT m._id AS row, m.conversation_id AS chat_id,
       CASE WHEN m.author_id NOT IN (SELECT uid FROM authorized_users WHERE uid IS NOT NULL) THEN m.author_id END AS sender_id,
       CASE WHEN m.author_id IN (SELECT uid FROM authorized_users) THEN 'out' WHEN m.author_id IS NOT NULL AND EXISTS (SELECT 1 FROM authorized_users) THEN 'in' END AS direction,
       unix_ms(m._date) AS sent_at, m.message AS text
FROM messages m
ORDER BY m._id;

-- makes: account
-- when: authorized_users
-- needs: authorized_users(rowid, uid, login)
-- optional: authorized_users(first_name, last_name)
SELECT rowid AS row, uid AS account_id, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') AS name, login AS phone
FROM authorized_users
WHERE login GLOB '+[0-9]*' OR login GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]*'
UNION ALL
SELECT rowid, uid, coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), login), NULL
FROM authorized_users
WHERE NOT (coalesce(login, '') GLOB '+[0-9]*' OR coalesce(login, '') GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]*')
ORDER BY 1;
