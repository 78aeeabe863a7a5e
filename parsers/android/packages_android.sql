-- id: packages_android
-- platform: android
-- version: 1
-- source: xml
-- paths: system/packages.xml
-- contains: <packages
-- contains: ABX
-- tested: invented samples, plain and binary
-- references: Android's PackageManager Settings

-- "it" and "ft" are hexadecimal milliseconds: first installed, and the file's own time.
-- makes: app_installed
SELECT e.xpath AS xpath, e.attributes ->> 'name' AS package, e.attributes ->> 'version' AS version,
       unix_ms(hex_number(coalesce(e.attributes ->> 'it', e.attributes ->> 'ft'))) AS at
FROM element e
WHERE e.path = '/packages/package' AND e.attributes ->> 'codePath' NOT LIKE '/system/%'
  AND e.attributes ->> 'codePath' NOT LIKE '/vendor/%' AND e.attributes ->> 'codePath' NOT LIKE '/apex/%'
  AND e.attributes ->> 'codePath' NOT LIKE '/product/%' AND e.attributes ->> 'codePath' NOT LIKE '/system_ext/%'
ORDER BY e.id;
