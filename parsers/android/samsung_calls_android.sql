-- id: samsung_calls_android
-- app: Phone
-- platform: android
-- version: 1
-- paths: com.sec.android.provider.logsprovider/databases/logs.db
-- match: logs(number, date, duration, type, logtype)
-- tested: schema notes only

-- Log type 100 and 1000 are calls, 200 and 300 messages; what is no call comes as an event.
-- makes: call
-- needs: logs(_id, number, date, duration, type, logtype)
-- optional: logs(name)
SELECT _id AS row, CASE WHEN type = 2 THEN 'out' WHEN type IN (1, 3, 5, 6) THEN 'in' END AS direction, number AS party_id, name AS party,
       unix_ms(date) AS started_at, duration AS duration_s,
       CASE WHEN type = 1 THEN 1 WHEN type IN (3, 5, 6) THEN 0 WHEN type = 2 AND duration > 0 THEN 1 END AS answered, logtype || ':' || type AS kind
FROM logs
WHERE logtype IN (100, 500, 1000)
ORDER BY _id;

-- makes: device_event
-- when: logs(logtype)
-- needs: logs(_id, number, date, type, logtype)
-- optional: logs(m_subject, m_content, name)
SELECT _id AS row, 'log ' || coalesce(logtype, '') || ':' || coalesce(type, '') AS kind, unix_ms(date) AS at,
       trim(coalesce(number, '') || ' ' || coalesce(name, '') || ' ' || coalesce(m_subject, '') || ' ' || coalesce(m_content, '')) AS text
FROM logs
WHERE logtype NOT IN (100, 500, 1000) OR logtype IS NULL
ORDER BY _id;
