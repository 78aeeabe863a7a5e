-- id: firefox_cookies
-- app: Firefox
-- version: 1
-- paths: cookies.sqlite
-- match: moz_cookies(host, name, expiry)
-- tested: schema 12

-- The sites that left something, once each.
-- makes: identifier
-- needs: moz_cookies(id, host)
SELECT min(id) AS row, 'web_host' AS kind, ltrim(host, '.') AS value, 'app_db' AS origin
FROM moz_cookies
WHERE host <> ''
GROUP BY ltrim(host, '.')
ORDER BY min(id);
