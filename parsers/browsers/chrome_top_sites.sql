-- id: chrome_top_sites
-- app: Chromium
-- app_from_path: com.android.chrome = Chrome; google-chrome = Chrome; Google/Chrome = Chrome; microsoft-edge = Edge;
--   Microsoft/Edge = Edge; Microsoft Edge = Edge; com.microsoft.emmx = Edge; YandexBrowser = Yandex; yandex-browser = Yandex;
--   com.yandex.browser = Yandex; Opera GX = Opera GX; Opera Software = Opera; com.opera = Opera; BraveSoftware = Brave;
--   com.brave = Brave; Vivaldi = Vivaldi; sbrowser = Samsung Internet; Mail.Ru/Atom = Atom; app_webview = WebView
-- version: 1
-- paths: Default/Top Sites; Profile */Top Sites; Opera*/Top Sites
-- match: top_sites(url, url_rank, title)
-- match: thumbnails(url, url_rank, title)
-- tested: schema notes only

-- What was visited most; it outlives the history.
-- makes: web_visit
-- when: top_sites
-- needs: top_sites(rowid, url, title)
SELECT rowid AS row, url AS url, title AS title FROM top_sites ORDER BY rowid;

-- makes: web_visit
-- group: web_visit (until 2019)
-- when: thumbnails
-- needs: thumbnails(rowid, url, title)
SELECT rowid AS row, url AS url, title AS title FROM thumbnails ORDER BY rowid;
