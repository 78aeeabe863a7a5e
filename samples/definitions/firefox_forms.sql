-- file: home/a/.mozilla/firefox/x.default/formhistory.sqlite
CREATE TABLE moz_formhistory(id INTEGER PRIMARY KEY, fieldname TEXT NOT NULL, value TEXT NOT NULL, timesUsed INTEGER, firstUsed INTEGER,
  lastUsed INTEGER, guid TEXT);
INSERT INTO moz_formhistory VALUES (1, 'searchbar-history', 'карта степь', 1, 1772334245000000, 1772334300000000, 'a'),
  (2, 'phone', '+447700900133', 2, 1772334245000000, NULL, 'b'), (3, 'x', '', 0, NULL, NULL, NULL);
