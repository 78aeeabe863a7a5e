-- id: session_prefs_android
-- app: Session
-- platform: android
-- version: 1
-- source: xml
-- paths: shared_prefs/network.loki.messenger_preferences.xml
-- tested: invented sample only
-- references: Session's public sources

-- The file also holds keys of the account and of its database; none is read.
-- makes: account
WITH pref AS (SELECT xpath, text, attributes ->> 'name' AS key FROM element WHERE path = '/map/string')
SELECT p.xpath AS xpath, p.text AS account_id, (SELECT text FROM pref WHERE key = 'pref_profile_name') AS name
FROM pref p WHERE p.key = 'pref_local_number' AND p.text IS NOT NULL;
