-- id: cellular_ios
-- app: Cellular
-- platform: ios
-- version: 1
-- paths: Databases/CellularUsage.db
-- match: subscriber_info(subscriber_id, subscriber_mdn, last_update_time)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- SIM cards that were in the phone, those that were taken out too.
-- makes: identifier
-- needs: subscriber_info(ROWID, subscriber_id)
SELECT ROWID AS row, 'iccid' AS kind, subscriber_id AS value, 'app_db' AS origin
FROM subscriber_info
WHERE subscriber_id <> ''
ORDER BY ROWID;

-- makes: device
-- needs: subscriber_info(ROWID, subscriber_mdn)
SELECT ROWID AS row, subscriber_mdn AS phone
FROM subscriber_info
WHERE subscriber_mdn <> ''
ORDER BY ROWID;

-- makes: device_event
-- needs: subscriber_info(ROWID, subscriber_id, last_update_time)
-- optional: subscriber_info(subscriber_mdn, slot_id)
SELECT ROWID AS row, 'SIM card' AS kind, apple_time(last_update_time) AS at,
       coalesce('ICCID ' || subscriber_id, '') || coalesce(', number ' || nullif(subscriber_mdn, ''), '') ||
         coalesce(', slot ' || slot_id, '') AS text
FROM subscriber_info
WHERE subscriber_id <> '' OR subscriber_mdn <> ''
ORDER BY ROWID;
