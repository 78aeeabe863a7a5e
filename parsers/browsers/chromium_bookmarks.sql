-- id: chromium_bookmarks
-- app: Chromium
-- app_from_path: google-chrome = Chrome; Google/Chrome = Chrome; com.android.chrome = Chrome; microsoft-edge = Edge;
--   Microsoft/Edge = Edge; Microsoft Edge = Edge; YandexBrowser = Yandex; yandex-browser = Yandex; Opera GX = Opera GX;
--   Opera Software = Opera; BraveSoftware = Brave; Vivaldi = Vivaldi; Mail.Ru/Atom = Atom
-- version: 1
-- source: json
-- paths: Bookmarks; Bookmarks.bak; AccountBookmarks
-- contains: "roots"
-- tested: invented sample only
-- references: Chromium source, components/bookmarks/browser/bookmark_codec

-- The copy with ".bak" is of the start of the last run, and may keep what was deleted since. Kinds of a node are
-- "url" and "folder".
-- makes: note
WITH entry AS (
  SELECT parent, max(CASE key WHEN 'type' THEN value END) AS kind, max(CASE key WHEN 'name' THEN value END) AS name,
         max(CASE key WHEN 'url' THEN value END) AS url, max(CASE key WHEN 'date_added' THEN value END) AS added
  FROM node WHERE key IN ('type', 'name', 'url', 'date_added') AND kind IN ('text', 'integer') GROUP BY parent)
SELECT n.pointer AS pointer, nullif(e.name, '') AS title, e.url AS text, webkit_time(e.added) AS at
FROM entry e JOIN node n ON n.id = e.parent
WHERE e.url IS NOT NULL AND e.kind = 'url'
ORDER BY n.id;
