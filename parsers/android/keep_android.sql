-- id: keep_android
-- app: Google Keep
-- platform: android
-- version: 1
-- paths: com.google.android.keep/databases/keep.db
-- match: tree_entity(title, time_created, last_modifier_email), list_item(list_parent_id, text)
-- tested: schema notes only

-- makes: note
-- needs: tree_entity(_id, title), list_item(_id, list_parent_id, text)
-- optional: tree_entity(time_created, time_last_updated, user_edited_timestamp)
-- index: list_item(list_parent_id)
SELECT e._id AS row, e.title AS title,
       (SELECT group_concat(i.text, char(10)) FROM (SELECT text FROM list_item WHERE list_parent_id = e._id ORDER BY _id) i) AS text,
       unix_ms(e.time_created) AS at, coalesce(unix_ms(e.user_edited_timestamp), unix_ms(e.time_last_updated)) AS modified_at
FROM tree_entity e
ORDER BY e._id;
