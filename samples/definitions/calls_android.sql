-- file: data/data/com.android.providers.contacts/databases/calllog.db
CREATE TABLE calls(_id INTEGER PRIMARY KEY, number TEXT, date INTEGER, duration INTEGER, type INTEGER, features INTEGER,
  subscription_component_name TEXT, new INTEGER, name TEXT);
INSERT INTO calls VALUES
  (1, '+447700900121', 1772334245000, 61, 1, 0, 'com.android.phone/com.android.services.telephony.TelephonyConnectionService', 1, 'Жанна'),
  (2, '+447700900121', 1772334300000, 5, 2, 1, NULL, 0, NULL),
  (3, '+447700900122', 1772334400000, 0, 3, 0, NULL, 1, NULL),
  (4, '+447700900122', 1772334500000, 0, 5, 0, NULL, 1, NULL),
  (5, '+447700900123', 1772334600000, 12, 1, 0, 'com.whatsapp/com.whatsapp.calling.telemetry', 1, NULL),
  (6, '', 1772334700000, 0, 2, 0, NULL, 0, NULL),
  (7, '+447700900124', 1772334800000, 3, 1000, 0, NULL, 0, NULL);
