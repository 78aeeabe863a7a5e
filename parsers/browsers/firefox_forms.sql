-- id: firefox_forms
-- app: Firefox
-- app_from_path: TorBrowser = Tor Browser; Tor Browser = Tor Browser; org.torproject = Tor Browser; seamonkey = SeaMonkey;
--   Waterfox = Waterfox; LibreWolf = LibreWolf
-- version: 1
-- paths: formhistory.sqlite
-- match: moz_formhistory(fieldname, value, lastUsed)
-- tested: schema notes only
-- references: Firefox source, toolkit/components/satchel

-- makes: autofill
-- needs: moz_formhistory(id, fieldname, value)
-- optional: moz_formhistory(firstUsed, lastUsed)
SELECT id AS row, fieldname AS name, value AS value, coalesce(prtime(lastUsed), prtime(firstUsed)) AS at
FROM moz_formhistory
ORDER BY id;

-- The fields that Firefox itself names are searches.
-- makes: web_search
-- when: moz_formhistory
-- needs: moz_formhistory(id, fieldname, value)
-- optional: moz_formhistory(lastUsed)
SELECT id AS row, value AS terms, prtime(lastUsed) AS at
FROM moz_formhistory
WHERE fieldname = 'searchbar-history'
ORDER BY id;
