-- id: chrome_typed
-- app: Chromium
-- app_from_path: com.android.chrome = Chrome; google-chrome = Chrome; Google/Chrome = Chrome; microsoft-edge = Edge;
--   Microsoft/Edge = Edge; Microsoft Edge = Edge; com.microsoft.emmx = Edge; YandexBrowser = Yandex; yandex-browser = Yandex;
--   com.yandex.browser = Yandex; Opera GX = Opera GX; Opera Software = Opera; com.opera = Opera; BraveSoftware = Brave;
--   com.brave = Brave; Vivaldi = Vivaldi; sbrowser = Samsung Internet; Mail.Ru/Atom = Atom; app_webview = WebView
-- version: 1
-- paths: Default/Shortcuts; Profile */Shortcuts; Opera*/Shortcuts; Default/Network Action Predictor; Profile */Network Action Predictor
-- match: omni_box_shortcuts(text, url, last_access_time)
-- match: network_action_predictor(user_text, url)
-- tested: schema notes only

-- What was typed into the address bar and what was then chosen; it outlives the history.
-- makes: web_search
-- when: omni_box_shortcuts
-- needs: omni_box_shortcuts(rowid, text, url)
-- optional: omni_box_shortcuts(last_access_time)
SELECT rowid AS row, text AS terms, url AS url, webkit_time(last_access_time) AS at
FROM omni_box_shortcuts
ORDER BY rowid;

-- Beginnings of what was typed, without times.
-- makes: web_search
-- group: web_search (prefixes)
-- when: network_action_predictor
-- needs: network_action_predictor(rowid, user_text, url)
SELECT rowid AS row, user_text AS terms, url AS url
FROM network_action_predictor
ORDER BY rowid;
