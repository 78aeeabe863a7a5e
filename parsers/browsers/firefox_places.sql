-- id: firefox_places
-- app: Firefox
-- app_from_path: TorBrowser = Tor Browser; Tor Browser = Tor Browser; org.torproject = Tor Browser; seamonkey = SeaMonkey;
--   Waterfox = Waterfox; LibreWolf = LibreWolf
-- version: 1
-- paths: places.sqlite
-- match: moz_places(url, title), moz_historyvisits(place_id, visit_date)
-- tested: Firefox 95
-- references: Firefox source, toolkit/components/places

-- Microseconds on computers, milliseconds on Android.
-- makes: web_visit
-- needs: moz_historyvisits(id, place_id, visit_date), moz_places(id, url)
-- optional: moz_places(title, visit_count), moz_historyvisits(visit_type)
SELECT v.id AS row, p.url AS url, p.title AS title, unix_auto(v.visit_date) AS at, p.visit_count AS visits, v.visit_type AS transition
FROM moz_historyvisits v LEFT JOIN moz_places p ON p.id = v.place_id
ORDER BY v.id;

-- makes: download
-- when: moz_annos
-- needs: moz_annos(id, place_id, anno_attribute_id, content), moz_anno_attributes(id, name)
-- optional: moz_annos(dateAdded), moz_places(id, url)
WITH notes AS (SELECT a.id, a.place_id, a.content, a.dateAdded, n.name FROM moz_annos a JOIN moz_anno_attributes n ON n.id = a.anno_attribute_id)
SELECT d.id AS row, p.url AS url, file_uri(d.content) AS target_path, unix_auto(d.dateAdded) AS at,
       unix_ms(json_text(m.content, '$.endTime')) AS finished_at, json_text(m.content, '$.fileSize') AS bytes,
       json_text(m.content, '$.state') AS state
FROM notes d
LEFT JOIN notes m ON m.place_id = d.place_id AND m.name = 'downloads/metaData'
LEFT JOIN moz_places p ON p.id = d.place_id
WHERE d.name = 'downloads/destinationFileURI'
ORDER BY d.id;

-- What was typed into the address bar and led to a page.
-- makes: web_search
-- when: moz_inputhistory
-- needs: moz_inputhistory(place_id, input)
-- optional: moz_places(id, url, last_visit_date)
SELECT i.place_id AS row, i.input AS terms, p.url AS url, unix_auto(p.last_visit_date) AS at
FROM moz_inputhistory i LEFT JOIN moz_places p ON p.id = i.place_id
ORDER BY i.place_id, i.input;

-- Bookmarks, which outlive the history and are all that Tor Browser keeps.
-- makes: note
-- group: note (bookmarks)
-- when: moz_bookmarks
-- needs: moz_bookmarks(id, type, fk)
-- optional: moz_bookmarks(title, dateAdded, lastModified), moz_places(id, url, title)
SELECT b.id AS row, coalesce(nullif(b.title, ''), p.title) AS title, p.url AS text, unix_auto(b.dateAdded) AS at,
       unix_auto(b.lastModified) AS modified_at
FROM moz_bookmarks b JOIN moz_places p ON p.id = b.fk
WHERE b.type = 1
ORDER BY b.id;
