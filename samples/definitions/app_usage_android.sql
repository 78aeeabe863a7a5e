-- file: data/data/com.google.android.apps.wellbeing/databases/app_usage
CREATE TABLE packages(_id INTEGER PRIMARY KEY, package_name TEXT);
INSERT INTO packages VALUES (1, 'org.telegram.messenger');
CREATE TABLE events(_id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, type INTEGER NOT NULL, package_id INTEGER NOT NULL, instance_id INTEGER);
INSERT INTO events VALUES (1, 1772334245000, 1, 1, NULL), (2, 1772334300000, 2, 1, NULL), (3, 0, 99, 7, NULL);
