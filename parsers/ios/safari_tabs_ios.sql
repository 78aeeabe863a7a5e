-- id: safari_tabs_ios
-- app: Safari
-- platform: ios
-- version: 1
-- paths: Safari/BrowserState.db; Safari/SafariTabs.db; Safari/CloudTabs.db; 3a/3a47b0981ed7c10f3e2800aa66bac96a3b5db28e
-- match: tabs(url, title, private_browsing, last_viewed_time)
-- match: bookmarks(url, title, special_id, extra_attributes, local_attributes)
-- match: cloud_tabs(tab_uuid, url, title)
-- tested: an iOS backup of 2019
-- references: notes of public parsers

-- Open tabs, private ones too.
-- makes: web_visit
-- when: tabs
-- needs: tabs(id, url, title)
-- optional: tabs(private_browsing, last_viewed_time)
SELECT id AS row, url, title, apple_time(last_viewed_time) AS at,
       CASE private_browsing WHEN 1 THEN 'private tab' ELSE 'open tab' END AS transition
FROM tabs
WHERE url IS NOT NULL
ORDER BY id;

-- Since iOS 15 tabs are rows among the folders of their windows.
-- makes: web_visit
-- group: web_visit (tabs as bookmarks)
-- when: bookmarks(extra_attributes)
-- needs: bookmarks(id, url, title)
-- optional: bookmarks(last_modified)
SELECT id AS row, url, title, apple_time(last_modified) AS at, 'open tab' AS transition
FROM bookmarks
WHERE url <> ''
ORDER BY id;

-- Tabs of other devices of the account.
-- makes: web_visit
-- group: web_visit (cloud tabs)
-- when: cloud_tabs
-- needs: cloud_tabs(rowid, url, title)
SELECT rowid AS row, url, title, 'tab of another device' AS transition
FROM cloud_tabs
WHERE url IS NOT NULL
ORDER BY rowid;
