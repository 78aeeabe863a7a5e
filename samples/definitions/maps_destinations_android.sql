-- file: data/data/com.google.android.apps.maps/databases/da_destination_history
CREATE TABLE destination_history(time INTEGER PRIMARY KEY, dest_lat INTEGER, dest_lng INTEGER, dest_title TEXT, dest_address TEXT, source_lat INTEGER, source_lng INTEGER);
INSERT INTO destination_history VALUES (1772334245000, 45250000, 68250000, 'Колодец', NULL, 45500000, 68500000), (1772334300000, NULL, NULL, NULL, NULL, 0, 0);
