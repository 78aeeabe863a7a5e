-- id: apps_ios
-- app: Apps
-- platform: ios
-- version: 1
-- paths: FrontBoard/applicationState.db
-- match: application_identifier_tab(application_identifier), key_tab(key), kvs(application_identifier, value)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- The value of compatibilityInfo is a property list that holds another. A program that was removed keeps its row.
-- makes: app_installed
-- needs: application_identifier_tab(id, application_identifier), key_tab(id, key), kvs(application_identifier, key, value)
SELECT a.id AS row, a.application_identifier AS package,
       coalesce(replace(path_base(plist(plist(v.value, ''), 'bundlePath')), '.app', ''), a.application_identifier) AS app
FROM application_identifier_tab a
LEFT JOIN key_tab k ON k.key = 'compatibilityInfo'
LEFT JOIN kvs v ON v.application_identifier = a.id AND v.key = k.id
WHERE NOT EXISTS (SELECT 1 FROM kvs u JOIN key_tab n ON n.id = u.key AND n.key = '_UninstallDate' WHERE u.application_identifier = a.id)
ORDER BY a.id;

-- makes: device_event
-- needs: kvs(id, application_identifier, key, value), key_tab(id, key), application_identifier_tab(id, application_identifier)
SELECT v.id AS row, 'app removed' AS kind, plist(v.value, '') AS at, a.application_identifier AS app
FROM kvs v JOIN key_tab k ON k.id = v.key AND k.key = '_UninstallDate'
JOIN application_identifier_tab a ON a.id = v.application_identifier
ORDER BY v.id;
