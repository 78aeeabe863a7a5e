-- file: private/var/mobile/Library/Passes/passes23.sqlite
CREATE TABLE payment_transaction(pid INTEGER PRIMARY KEY, transaction_date INTEGER, merchant_name TEXT, locality TEXT, amount INTEGER, currency_code TEXT,
  location_date INTEGER, location_latitude REAL, location_longitude REAL, location_altitude REAL, peer_payment_counterpart_handle TEXT, transaction_type INTEGER);
INSERT INTO payment_transaction VALUES (1, 794027045, 'Магазин', 'Степь', 15000000, 'KZT', 794027046, 45.5, 68.25, 310, NULL, 0),
  (2, 794027100, '', NULL, 12345600, 'KZT', NULL, NULL, NULL, NULL, '+447700900211', 3), (3, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, 99);
