-- id: imo_account_android
-- app: imo
-- platform: android
-- version: 1
-- paths: com.imo.android.*/databases/accountdb.db
-- match: account(uid, phone, name)
-- tested: schema notes only

-- makes: account
-- needs: account(rowid, uid, name, phone)
SELECT rowid AS row, uid AS account_id, name AS name, phone AS phone FROM account ORDER BY rowid;
