-- id: app_usage_android
-- platform: android
-- version: 1
-- paths: com.google.android.apps.wellbeing/databases/app_usage
-- match: events(timestamp, type, package_id), packages(package_name)
-- tested: version 11 of 2023

-- Types are those of android.app.usage: 1 to the front, 2 to the back, 7 touched, 12 notification shown, 23 stopped.
-- makes: device_event
-- needs: events(_id, timestamp, type, package_id), packages(_id, package_name)
SELECT e._id AS row, 'app ' || CASE e.type WHEN 1 THEN 'to the front' WHEN 2 THEN 'to the back' WHEN 7 THEN 'touched' WHEN 12 THEN 'notification' WHEN 23 THEN 'stopped'
                                ELSE 'event ' || e.type END AS kind,
       unix_ms(e.timestamp) AS at, p.package_name AS app
FROM events e LEFT JOIN packages p ON p._id = e.package_id
ORDER BY e._id;
