-- id: accounts_android
-- app: Android
-- platform: android
-- version: 1
-- paths: system_ce/*/accounts_ce.db; system_de/*/accounts_de.db; system/users/*/accounts.db; system/accounts.db
-- match: accounts(name, type, _id), authtokens(accounts_id, authtoken)
-- match: accounts(name, type, previous_name, last_password_entry_time_millis_epoch)
-- tested: schema notes only
-- references: Android source, AccountsDb

-- Who was signed in to what; the type is the package of the service. Passwords and tokens stay where they are.
-- makes: account
-- needs: accounts(_id, name, type)
-- optional: accounts(password, last_password_entry_time_millis_epoch), authtokens(accounts_id)
SELECT a._id AS row, a.type AS app, a.name AS account_id,
       CASE WHEN a.name LIKE '%_@_%._%' THEN a.name END AS email, CASE WHEN a.name GLOB '+[0-9]*' THEN a.name END AS phone,
       unix_ms(a.last_password_entry_time_millis_epoch) AS at,
       CASE WHEN length(a.password) > 0 THEN 'password' WHEN EXISTS (SELECT 1 FROM authtokens t WHERE t.accounts_id = a._id) THEN 'token' END AS secret
FROM accounts a
ORDER BY a._id;
