-- file: private/var/mobile/Containers/Shared/AppGroup/1/grdb/signal.sqlite
CREATE TABLE model_TSThread(id INTEGER PRIMARY KEY, uniqueId TEXT, contactPhoneNumber TEXT, contactUUID TEXT, groupModel BLOB);
INSERT INTO model_TSThread VALUES (1, 't1', '+447700900121', 'a-1', NULL), (2, 't2', NULL, NULL, X'00');
CREATE TABLE model_OWSUserProfile(id INTEGER PRIMARY KEY, recipientPhoneNumber TEXT, recipientUUID TEXT, profileName TEXT, familyName TEXT);
INSERT INTO model_OWSUserProfile VALUES (1, '+447700900121', 'a-1', 'Склад', NULL);
CREATE TABLE model_TSInteraction(id INTEGER PRIMARY KEY, recordType INTEGER, uniqueThreadId TEXT, timestamp INTEGER, receivedAtTimestamp INTEGER, body TEXT, authorPhoneNumber TEXT, authorUUID TEXT, wasRemotelyDeleted INTEGER, editState INTEGER);
INSERT INTO model_TSInteraction VALUES
  (1, 19, 't1', 1772334245123, 1772334246000, 'Адрес тот же', '+447700900121', 'a-1', 0, 0),
  (2, 21, 't1', 1772334300000, 1772334300000, 'понял', NULL, NULL, 0, 1),
  (3, 10, 't2', 1772334400000, 1772334400000, NULL, NULL, NULL, 0, 0),
  (4, 19, 'gone', NULL, NULL, NULL, NULL, 'a-9', 1, 0);
