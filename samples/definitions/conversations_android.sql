-- file: data/data/eu.siacs.conversations/databases/history
CREATE TABLE accounts(uuid TEXT PRIMARY KEY, username TEXT, server TEXT, password TEXT);
INSERT INTO accounts VALUES ('a1', 'example_a', 'jabber.example', 'hidden'), ('a2', 'x', NULL, NULL);
CREATE TABLE conversations(uuid TEXT PRIMARY KEY, name TEXT, accountUuid TEXT, contactJid TEXT, created NUMBER, status NUMBER, mode NUMBER, attributes TEXT);
INSERT INTO conversations VALUES ('c1', 'Магазин', 'a1', 'shop@jabber.example', 1772334245000, 0, 0, '{}'), ('c2', NULL, 'a1', 'room@conference.jabber.example', NULL, 2, 1, NULL);
CREATE TABLE messages(uuid TEXT PRIMARY KEY, conversationUuid TEXT, timeSent NUMBER, counterpart TEXT, trueCounterpart TEXT, body TEXT, encryption NUMBER, status NUMBER, type NUMBER,
  relativeFilePath TEXT, deleted NUMBER, edited TEXT);
INSERT INTO messages VALUES ('m1', 'c1', 1772334245000, 'shop@jabber.example/op', NULL, 'geo:45.25,68.25', 5, 0, 0, NULL, 0, NULL),
  ('m2', 'c1', 1772334300000, 'shop@jabber.example', NULL, 'спасибо', 5, 8, 0, NULL, 0, '[{"id":"x"}]'), ('m3', 'c2', 1772334400000, 'room@conference.jabber.example/nick', 'example_b@jabber.example', 'https://f.example/1.jpg|100', 0, 0, 2, 'abc.jpg', 1, NULL),
  ('m4', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
