-- file: data/user_de/0/com.android.providers.telephony/databases/telephony.db
CREATE TABLE siminfo(_id INTEGER PRIMARY KEY, icc_id TEXT NOT NULL, sim_id INTEGER DEFAULT -1, display_name TEXT, carrier_name TEXT, number TEXT, imsi TEXT);
INSERT INTO siminfo VALUES (1, '8944000000000000001', 0, 'SIM 1', 'Example Mobile', '+447700900100', '001010000000001'), (2, '8944000000000000002', -1, 'card', NULL, '', NULL),
  (3, '', -1, NULL, NULL, NULL, NULL);
