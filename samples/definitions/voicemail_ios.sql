-- file: HomeDomain/Library/Voicemail/voicemail.db
CREATE TABLE voicemail(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, remote_uid INTEGER, date INTEGER, token TEXT, sender TEXT,
  callback_num TEXT, duration INTEGER, expiration INTEGER, trashed_date INTEGER, flags INTEGER, receiver TEXT, label TEXT);
INSERT INTO voicemail VALUES (1, 11, 1772334245, 'Complete', '+447700900175', '+447700900175', 14, 0, 0, 75, NULL, NULL),
  (2, 12, 1772334345, NULL, NULL, '+447700900176', 3, 0, 794027200, 11, NULL, NULL);
CREATE TABLE deleted(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, remote_uid INTEGER, date INTEGER, token TEXT, sender TEXT,
  callback_num TEXT, duration INTEGER, expiration INTEGER, trashed_date INTEGER, flags INTEGER, receiver TEXT, label TEXT);
INSERT INTO deleted VALUES (1, 13, 1772334445, NULL, '+447700900177', NULL, 8, 0, 0, 0, NULL, NULL);
