-- id: typed_words_android
-- app: Gboard
-- platform: android
-- version: 1
-- paths: com.google.android.inputmethod.latin/databases/trainingcache*.db
-- match: s_table(f1, f8), tf_table(f1, f3)
-- tested: schema notes only

-- Pieces of what was typed, in order, with the app and field of the session they belong to.
-- makes: note
-- needs: tf_table(rowid, f1, f3), s_table(f1)
-- optional: s_table(_id, f7, f8, f10), tf_table(_timestamp)
SELECT min(t.rowid) AS row, 'typed in ' || coalesce(s.f8, '?') || coalesce(' (' || nullif(s.f7, '') || ')', '') AS title,
       (SELECT group_concat(o.f3, '') FROM (SELECT f3 FROM tf_table WHERE f1 = t.f1 ORDER BY rowid) o) AS text,
       coalesce(unix_ms(s.f10), unix_ms(min(t._timestamp))) AS at
FROM tf_table t LEFT JOIN s_table s ON s.f1 = t.f1
GROUP BY t.f1
ORDER BY min(t.rowid);
