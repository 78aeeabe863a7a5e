-- file: home/a/.local/share/gajim/logs.db
CREATE TABLE remote(pk INTEGER PRIMARY KEY, jid TEXT);
INSERT INTO remote VALUES (1, 'example_b@jabber.example');
CREATE TABLE occupant(pk INTEGER PRIMARY KEY, nickname TEXT);
INSERT INTO occupant VALUES (1, 'nick');
CREATE TABLE message(pk INTEGER PRIMARY KEY, fk_account_pk INTEGER, fk_remote_pk INTEGER, resource TEXT, type INTEGER, direction INTEGER, timestamp REAL,
  state INTEGER, id TEXT, text TEXT, correction_id TEXT, fk_occupant_pk INTEGER);
INSERT INTO message VALUES (1, 1, 1, 'phone', 1, 1, 1772334245.5, 2, 'i1', 'буду', NULL, NULL), (2, 1, 1, 'phone', 1, 1, 1772334250.0, 2, 'i2', 'буду в 6', 'i1', NULL),
  (3, 1, 1, '', 1, 2, 1772334300.0, 2, 'i3', 'ок', NULL, NULL), (4, 1, 7, 'nick', 2, 9, NULL, NULL, NULL, NULL, NULL, 1);
