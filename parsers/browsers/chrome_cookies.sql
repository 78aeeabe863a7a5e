-- id: chrome_cookies
-- app: Chromium
-- version: 1
-- paths: Default/Cookies; Profile */Cookies; Network/Cookies; Opera*/Cookies; app_webview/Cookies; Extension Cookies
-- match: cookies(host_key, name, creation_utc)
-- tested: Chrome 68
-- references: Chromium source, net/extras/sqlite

-- The sites that left something, once each; what they left stays where it is.
-- makes: identifier
-- needs: cookies(rowid, host_key)
SELECT min(rowid) AS row, 'web_host' AS kind, ltrim(host_key, '.') AS value, 'app_db' AS origin
FROM cookies
WHERE host_key <> ''
GROUP BY ltrim(host_key, '.')
ORDER BY min(rowid);
