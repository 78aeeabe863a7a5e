-- id: clipboard_android
-- app: Gboard
-- platform: android
-- version: 1
-- paths: com.google.android.inputmethod.latin/databases/gboard_clipboard.db
-- match: clips(text, timestamp, item_type)
-- tested: schema notes only

-- makes: note
-- needs: clips(_id, text, timestamp, item_type)
-- optional: clips(uri)
SELECT _id AS row, CASE item_type WHEN 1 THEN 'clipboard, pinned' ELSE 'clipboard' END AS title, coalesce(nullif(text, ''), uri) AS text, unix_ms(timestamp) AS at
FROM clips
ORDER BY _id;
