-- file: home/example/.mozilla/firefox/abc.default/places.sqlite
CREATE TABLE moz_places(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, visit_count INTEGER, last_visit_date INTEGER);
INSERT INTO moz_places VALUES (1, 'https://example.org/', 'Пример', 2, 1772334300000000), (2, 'https://files.example.org/a.zip', NULL, 0, NULL);
CREATE TABLE moz_historyvisits(id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER, visit_date INTEGER, visit_type INTEGER);
INSERT INTO moz_historyvisits VALUES (1, 0, 1, 1772334245000000, 2), (2, 0, 1, 1772334300000, 1), (3, 1, 2, 1772334400000000, 7);
CREATE TABLE moz_anno_attributes(id INTEGER PRIMARY KEY, name VARCHAR(32));
INSERT INTO moz_anno_attributes VALUES (1, 'downloads/destinationFileURI'), (2, 'downloads/metaData');
CREATE TABLE moz_annos(id INTEGER PRIMARY KEY, place_id INTEGER, anno_attribute_id INTEGER, content LONGVARCHAR, dateAdded INTEGER);
INSERT INTO moz_annos VALUES (1, 2, 1, 'file:///home/example/%D0%97%D0%B0%D0%B3%D1%80%D1%83%D0%B7%D0%BA%D0%B8/a.zip', 1772334400000000),
  (2, 2, 2, '{"state":1,"endTime":1772334405000,"fileSize":77}', 1772334405000000);
CREATE TABLE moz_inputhistory(place_id INTEGER NOT NULL, input LONGVARCHAR NOT NULL, use_count INTEGER, PRIMARY KEY(place_id, input));
INSERT INTO moz_inputhistory VALUES (1, 'прим', 1.0);
CREATE TABLE moz_bookmarks(id INTEGER PRIMARY KEY, type INTEGER, fk INTEGER, parent INTEGER, title TEXT, dateAdded INTEGER, lastModified INTEGER);
INSERT INTO moz_bookmarks VALUES (1, 2, NULL, 0, 'menu', 1772334245000000, NULL), (2, 1, 1, 1, 'Закладка', 1772334245000000, 1772334300000000),
  (3, 1, 1, 1, NULL, NULL, NULL);
