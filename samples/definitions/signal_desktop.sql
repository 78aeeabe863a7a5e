-- file: vol1/Users/x/AppData/Roaming/Signal/sql/db.sqlite
CREATE TABLE conversations(id TEXT PRIMARY KEY, json TEXT, active_at INTEGER, type TEXT, members TEXT, name TEXT, profileName TEXT, profileFullName TEXT, e164 TEXT, serviceId TEXT, groupId TEXT);
INSERT INTO conversations VALUES
  ('c1', '{}', 1772334000000, 'private', NULL, 'Склад', NULL, 'example one', '+447700900121', 'a-1', NULL),
  ('c2', '{}', 1772334000000, 'group', 'a-1 a-2', 'Смена', NULL, NULL, NULL, NULL, 'g'),
  ('c3', '{}', NULL, 'private', NULL, NULL, NULL, NULL, NULL, 'a-2', NULL);
CREATE TABLE messages(rowid INTEGER PRIMARY KEY ASC, id TEXT UNIQUE, json TEXT, sent_at INTEGER, received_at INTEGER, received_at_ms INTEGER, conversationId TEXT, type TEXT, body TEXT, sourceServiceId TEXT, source TEXT, isErased INTEGER, isViewOnce INTEGER);
INSERT INTO messages VALUES
  (1, 'm1', '{"quote":{"text":"где?"}}', 1772334245123, 7, 1772334246000, 'c1', 'incoming', 'Адрес тот же', 'a-1', NULL, 0, 0),
  (2, 'm2', '{"attachments":[{"contentType":"image/jpeg","path":"ab/abc","fileName":"1.jpg"}]}', 1772334300000, 8, NULL, 'c1', 'outgoing', 'фото', NULL, NULL, 0, 0),
  (3, 'm3', '{"editMessageTimestamp":1772334400500,"editHistory":[{"timestamp":1772334400500,"body":"стало"},{"timestamp":1772334400000,"body":"было"}]}', 1772334400000, 9, NULL, 'c2', 'incoming', 'стало', 'a-2', NULL, 0, 0),
  (4, 'm4', 'no json', 1772334500000, 10, NULL, 'c2', 'group-v2-change', NULL, NULL, NULL, NULL, NULL),
  (5, 'm5', '{"deletedForEveryone":true}', 1772334600000, 11, NULL, 'gone', 'incoming', NULL, 'a-9', NULL, 1, 0);
CREATE TABLE edited_messages(messageId TEXT, sentAt INTEGER, readStatus INTEGER);
INSERT INTO edited_messages VALUES ('m3', 1772334400000, 0), ('m3', 1772334400500, 0);
CREATE TABLE callsHistory(callId TEXT PRIMARY KEY, peerId TEXT, mode TEXT, type TEXT, direction TEXT, status TEXT, timestamp INTEGER);
INSERT INTO callsHistory VALUES ('1', 'a-1', 'Direct', 'Audio', 'Incoming', 'Missed', 1772334700000), ('2', 'a-7', 'Direct', 'Video', 'Outgoing', 'Accepted', 1772334800000), ('3', 'a-1', 'Direct', 'Audio', 'odd', 'Odd', NULL);
