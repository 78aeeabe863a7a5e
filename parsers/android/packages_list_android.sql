-- id: packages_list_android
-- platform: android
-- version: 1
-- source: lines
-- paths: system/packages.list
-- tested: invented sample only
-- references: Android's PackageManager Settings

-- A line is: package, user id, debuggable, data folder, and more. Ids below 10000 are of parts of the system.
-- makes: app_installed
SELECT offset AS offset, length AS length, regex_capture(text, '^(\S+) \d+ [01] /', 1) AS package
FROM line WHERE CAST(regex_capture(text, '^\S+ (\d+) [01] /', 1) AS INTEGER) >= 10000
ORDER BY number;
