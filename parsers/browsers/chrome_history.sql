-- id: chrome_history
-- app: Chromium
-- app_from_path: com.android.chrome = Chrome; google-chrome = Chrome; Google/Chrome = Chrome; microsoft-edge = Edge;
--   Microsoft/Edge = Edge; Microsoft Edge = Edge; com.microsoft.emmx = Edge; YandexBrowser = Yandex; yandex-browser = Yandex;
--   com.yandex.browser = Yandex; Opera GX = Opera GX; Opera Software = Opera; com.opera = Opera; BraveSoftware = Brave;
--   com.brave = Brave; Vivaldi = Vivaldi; sbrowser = Samsung Internet; Mail.Ru/Atom = Atom; app_webview = WebView
-- version: 1
-- paths: Default/History; Profile */History; Guest Profile/History; Opera*/History; app_opera/History; app_webview/History
-- match: urls(url, title, visit_count, last_visit_time), visits(visit_time, transition)
-- tested: Chrome 1, 20, 60, 92 and Chromium 108
-- references: Chromium source, components/history/core/browser

-- makes: web_visit
-- needs: visits(id, url, visit_time), urls(id, url)
-- optional: urls(title, visit_count), visits(transition)
SELECT v.id AS row, u.url AS url, u.title AS title, webkit_time(v.visit_time) AS at, u.visit_count AS visits, v.transition AS transition
FROM visits v LEFT JOIN urls u ON u.id = v.url
ORDER BY v.id;

-- The time is that of the last visit to the page of results.
-- makes: web_search
-- when: keyword_search_terms
-- needs: keyword_search_terms(url_id, term)
-- optional: urls(id, url, last_visit_time)
SELECT k.rowid AS row, k.term AS terms, u.url AS url, webkit_time(u.last_visit_time) AS at
FROM keyword_search_terms k LEFT JOIN urls u ON u.id = k.url_id
ORDER BY k.rowid;

-- makes: download
-- variant: since 2012
-- when: downloads
-- needs: downloads(id, target_path, start_time, received_bytes, state)
-- optional: downloads(end_time, total_bytes, tab_url), downloads_url_chains(id, chain_index, url)
SELECT d.id AS row,
       coalesce((SELECT c.url FROM downloads_url_chains c WHERE c.id = d.id ORDER BY c.chain_index DESC LIMIT 1), d.tab_url) AS url,
       d.target_path AS target_path, webkit_time(d.start_time) AS at, webkit_time(d.end_time) AS finished_at,
       CASE WHEN d.total_bytes > 0 THEN d.total_bytes ELSE d.received_bytes END AS bytes, d.state AS state
FROM downloads d
ORDER BY d.id;

-- makes: download
-- variant: until 2012
-- when: downloads
-- needs: downloads(id, full_path, url, start_time, received_bytes, state)
-- optional: downloads(end_time, total_bytes)
SELECT id AS row, url AS url, full_path AS target_path, unix_s(start_time) AS at, unix_s(end_time) AS finished_at,
       CASE WHEN total_bytes > 0 THEN total_bytes ELSE received_bytes END AS bytes, state AS state
FROM downloads
ORDER BY id;
