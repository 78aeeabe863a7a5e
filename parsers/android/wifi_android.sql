-- id: wifi_android
-- platform: android
-- version: 1
-- source: xml
-- paths: WifiConfigStore.xml
-- tested: invented sample only
-- references: Android's WifiConfigStore and its XmlUtil

-- The pass phrase beside the name is not read. When a network was saved stands, where at all, without a year.
-- makes: device_event
SELECT s.xpath AS xpath, 'saved Wi-Fi network' AS kind, trim(s.text, '"') AS text
FROM element s JOIN element w ON w.id = s.parent
WHERE w.name = 'WifiConfiguration' AND s.name = 'string' AND s.attributes ->> 'name' = 'SSID' AND s.text IS NOT NULL
ORDER BY s.id;
