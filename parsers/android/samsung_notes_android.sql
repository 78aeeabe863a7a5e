-- id: samsung_notes_android
-- app: Samsung Notes
-- platform: android
-- version: 1
-- paths: com.samsung.android.app.notes/databases/sdoc.db
-- match: sdoc(title, content, createdAt, lastModifiedAt)
-- tested: schema notes only

-- makes: note
-- needs: sdoc(rowid, title, content, createdAt, lastModifiedAt)
SELECT rowid AS row, CAST(title AS TEXT) AS title, CAST(content AS TEXT) AS text, unix_ms(createdAt) AS at, unix_ms(lastModifiedAt) AS modified_at
FROM sdoc
ORDER BY rowid;
