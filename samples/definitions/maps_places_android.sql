-- file: data/data/com.google.android.apps.maps/databases/gmm_myplaces.db
CREATE TABLE sync_item(corpus INTEGER, key_string TEXT, timestamp INTEGER, latitude INTEGER, longitude INTEGER, sync_item BLOB);
INSERT INTO sync_item VALUES (1, '0:0', 1772334245000, 45250000, 68250000, NULL), (1, '1:0', 0, -45500000, 68500000, x'00'), (2, 'x', NULL, NULL, NULL, NULL), (2, 'none', NULL, 0, 0, NULL);
