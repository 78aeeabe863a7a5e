-- file: data/data/com.truecaller/databases/tc.db
CREATE TABLE history(_id INTEGER PRIMARY KEY, tc_id TEXT, normalized_number TEXT, raw_number TEXT, cached_name TEXT, type INTEGER, timestamp INTEGER, duration INTEGER);
INSERT INTO history VALUES (1, 't1', '+447700900141', '07700900141', 'Ерлан закладки', 1, 1772334245000, 30), (2, 't2', NULL, '900142', NULL, 3, 1772334300000, 0), (3, NULL, NULL, NULL, NULL, 9, NULL, NULL);
CREATE TABLE raw_contact(_id INTEGER PRIMARY KEY, contact_name TEXT, contact_default_number TEXT);
INSERT INTO raw_contact VALUES (1, 'Ерлан', '+447700900141'), (2, 'Без номера', NULL);
CREATE TABLE data(_id INTEGER PRIMARY KEY, data_raw_contact_id INTEGER, data_type INTEGER, data1 TEXT);
INSERT INTO data VALUES (1, 1, 4, '+447700900141'), (2, 1, 4, '+447700900149'), (3, 1, 1, 'x');
