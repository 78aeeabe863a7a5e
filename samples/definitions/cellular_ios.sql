-- file: WirelessDomain/Library/Databases/CellularUsage.db
CREATE TABLE subscriber_info(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, subscriber_id TEXT, subscriber_mdn TEXT, tag INTEGER, last_update_time REAL, slot_id INTEGER);
INSERT INTO subscriber_info VALUES (1, '8900000000000000001', '+447700900221', 0, 794027045.5, 1), (2, '8900000000000000002', '', 0, 794027100, NULL), (3, NULL, NULL, NULL, NULL, NULL);
