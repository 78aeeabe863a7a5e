-- id: chrome_logins
-- app: Chromium
-- app_from_path: com.android.chrome = Chrome; google-chrome = Chrome; Google/Chrome = Chrome; microsoft-edge = Edge;
--   Microsoft/Edge = Edge; Microsoft Edge = Edge; com.microsoft.emmx = Edge; YandexBrowser = Yandex; yandex-browser = Yandex;
--   com.yandex.browser = Yandex; Opera GX = Opera GX; Opera Software = Opera; com.opera = Opera; BraveSoftware = Brave;
--   com.brave = Brave; Vivaldi = Vivaldi; sbrowser = Samsung Internet; Mail.Ru/Atom = Atom; app_webview = WebView
-- version: 1
-- paths: Default/Login Data; Profile */Login Data; Opera*/Login Data; Login Data For Account; Default/Ya Passman Data;
--   Profile */Ya Passman Data
-- match: logins(origin_url, username_value, password_value, signon_realm)
-- tested: schema notes only
-- references: Chromium source, components/password_manager/core/browser

-- The origin and the user name; of the password only that there is one. blacklisted_by_user 1 is "never save here".
-- makes: account
-- needs: logins(rowid, origin_url, username_value, password_value)
-- optional: logins(date_created, date_last_used)
SELECT rowid AS row, nullif(username_value, '') AS account_id, origin_url AS url,
       coalesce(webkit_time(date_last_used), webkit_time(date_created)) AS at,
       CASE WHEN length(password_value) > 0 THEN 'password' END AS secret
FROM logins
ORDER BY rowid;
