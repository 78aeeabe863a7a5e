-- id: calls_android
-- app: Phone
-- platform: android
-- version: 1
-- paths: providers.contacts/databases/calllog.db; com.*.android.providers.contacts/databases/calllog.db;
--   com.android.providers.contacts/databases/calllog.db; com.android.providers.contacts/db/calllog.db
-- match: calls(number, date, duration, type, new)
-- tested: contacts2.db of Android 4, calllog.db of Android 11
-- references: android.provider.CallLog.Calls

-- The types are 1 in, 2 out, 3 missed, 4 voice mail, 5 rejected, 6 blocked, 7 answered on another device; others stay as
-- stored, without direction. Bit 0 of the features is video. Messengers may write here too, under their own component.
-- makes: call
-- needs: calls(_id, number, date, duration, type)
-- optional: calls(name, features, subscription_component_name)
SELECT _id AS row,
       CASE WHEN coalesce(subscription_component_name, '') IN ('', 'null') OR subscription_component_name LIKE 'com.android.%'
                 OR subscription_component_name LIKE 'com.samsung.android.%'
            THEN 'Phone' ELSE substr(subscription_component_name, 1, instr(subscription_component_name || '/', '/') - 1)
       END AS app,
       CASE WHEN type = 2 THEN 'out' WHEN type IN (1, 3, 4, 5, 6, 7) THEN 'in' END AS direction,
       number AS party_id, name AS party, unix_ms(date) AS started_at, duration AS duration_s,
       CASE WHEN type = 1 THEN 1 WHEN type IN (3, 5, 6) THEN 0 WHEN type = 2 AND duration > 0 THEN 1 END AS answered,
       features & 1 AS video, type AS kind
FROM calls
ORDER BY _id;
