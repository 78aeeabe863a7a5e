-- id: whatsapp_prefs_android
-- app: WhatsApp
-- platform: android
-- version: 1
-- source: xml
-- paths: com.whatsapp*/shared_prefs/*.xml
-- contains: "ph"
-- contains: "registration_jid"
-- tested: invented sample only
-- references: notes of public parsers

-- "cc" is the country's code, "ph" the number without it.
-- makes: account
WITH pref AS (SELECT xpath, text, attributes ->> 'name' AS key FROM element WHERE path = '/map/string')
SELECT p.xpath AS xpath, CASE WHEN p.key = 'registration_jid' THEN p.text END AS account_id,
       (SELECT text FROM pref WHERE key = 'push_name') AS name,
       CASE WHEN p.key = 'ph' THEN '+' || (SELECT text FROM pref WHERE key = 'cc') || p.text END AS phone
FROM pref p WHERE p.key IN ('ph', 'registration_jid') AND p.text IS NOT NULL
ORDER BY p.xpath;
