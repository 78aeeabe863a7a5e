-- id: safari_ios
-- app: Safari
-- platform: ios
-- version: 1
-- paths: Safari/History.db; Safari/Profiles/*/History.db; e7/e74113c185fd8297e140cfcf9c99436c5cc06b57;
--   1a/1a0e7afc19d307da602ccdcece51af33afe92c53
-- match: history_items(id, url, visit_count), history_visits(history_item, visit_time)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Origin 0 is this device, 1 another one of the same account.
-- makes: web_visit
-- needs: history_visits(id, history_item, visit_time), history_items(id, url)
-- optional: history_visits(title, origin), history_items(visit_count)
SELECT v.id AS row, i.url AS url, v.title AS title, apple_time(v.visit_time) AS at, i.visit_count AS visits,
       CASE v.origin WHEN 0 THEN 'this device' WHEN 1 THEN 'another device' ELSE v.origin END AS transition
FROM history_visits v
LEFT JOIN history_items i ON i.id = v.history_item
ORDER BY v.id;

-- Ranges of time that the user deleted.
-- makes: device_event
-- when: history_tombstones
-- needs: history_tombstones(id, start_time, end_time)
-- optional: history_tombstones(url)
SELECT id AS row, 'history deleted' AS kind, apple_time(end_time) AS at,
       coalesce(url || ' ', '') || 'from ' || coalesce(datetime(apple_time(start_time) / 1000, 'unixepoch'), 'the beginning') AS text,
       'Safari' AS app
FROM history_tombstones
ORDER BY id;
