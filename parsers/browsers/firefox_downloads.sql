-- id: firefox_downloads
-- app: Firefox
-- app_from_path: TorBrowser = Tor Browser; Tor Browser = Tor Browser; seamonkey = SeaMonkey
-- version: 1
-- paths: downloads.sqlite
-- match: moz_downloads(source, target, startTime)
-- tested: Firefox 22 (the file went away with Firefox 26)

-- makes: download
-- needs: moz_downloads(id, source, target, startTime, state)
-- optional: moz_downloads(endTime, currBytes, maxBytes)
SELECT id AS row, source AS url, file_uri(target) AS target_path, prtime(startTime) AS at, prtime(endTime) AS finished_at,
       CASE WHEN maxBytes > 0 THEN maxBytes ELSE currBytes END AS bytes, state AS state
FROM moz_downloads
ORDER BY id;
