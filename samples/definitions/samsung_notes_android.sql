-- file: data/data/com.samsung.android.app.notes/databases/sdoc.db
CREATE TABLE sdoc(_id INTEGER PRIMARY KEY, UUID TEXT, title TEXT, content BLOB, createdAt INTEGER, lastModifiedAt INTEGER, isDeleted INTEGER, filePath TEXT);
INSERT INTO sdoc VALUES (1, 'u', 'Долги', CAST('Ерлан 5000' AS BLOB), 1772334245000, 1772334300000, 0, '/x.sdocx'), (2, NULL, NULL, NULL, NULL, NULL, 1, NULL);
