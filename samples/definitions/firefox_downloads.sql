-- file: vol1/Documents and Settings/example/Application Data/Mozilla/Firefox/Profiles/x.default/downloads.sqlite
CREATE TABLE moz_downloads(id INTEGER PRIMARY KEY, name TEXT, source TEXT, target TEXT, startTime INTEGER, endTime INTEGER, state INTEGER, currBytes INTEGER, maxBytes INTEGER);
INSERT INTO moz_downloads VALUES (1, 'a.zip', 'https://example.org/a.zip', 'file:///C:/a%20b.zip', 1303525645000000, 1303525650000000, 1, 9, -1);
