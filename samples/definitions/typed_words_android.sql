-- file: data/data/com.google.android.inputmethod.latin/databases/trainingcachev3.db
CREATE TABLE s_table(_id INTEGER PRIMARY KEY, f1 INTEGER, f7 TEXT, f8 TEXT, f10 INTEGER, f11 INTEGER);
INSERT INTO s_table VALUES (1, 11, 'Сообщение', 'org.telegram.messenger', 1772334245000, 1772334250000);
CREATE TABLE tf_table(_id INTEGER PRIMARY KEY, _timestamp INTEGER, f1 INTEGER, f3 TEXT);
INSERT INTO tf_table VALUES (1, 1772334246000, 11, 'за'), (2, 1772334247000, 11, 'бирай'), (3, 1772334300000, 12, 'ок'), (4, NULL, 13, NULL);
