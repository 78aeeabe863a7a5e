-- id: play_library_android
-- platform: android
-- version: 1
-- paths: com.android.vending/databases/library.db
-- match: ownership(account, doc_id, purchase_time)
-- tested: schema notes only

-- What an account ever took from the shop, on this or another device. Document type 1 is an app; others are named apart.
-- makes: app_installed
-- needs: ownership(rowid, doc_id, purchase_time)
-- optional: ownership(doc_type)
SELECT rowid AS row, doc_id AS package, unix_ms(purchase_time) AS at
FROM ownership
WHERE coalesce(doc_type, 1) = 1
ORDER BY rowid;

-- makes: account
-- when: ownership
-- needs: ownership(rowid, account)
SELECT min(rowid) AS row, 'Google Play' AS app, account AS account_id, CASE WHEN account LIKE '%_@_%' THEN account END AS email
FROM ownership WHERE account <> '' GROUP BY account ORDER BY min(rowid);
