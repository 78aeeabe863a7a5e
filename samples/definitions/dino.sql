-- file: home/a/.local/share/dino/dino.db
CREATE TABLE account(id INTEGER PRIMARY KEY, bare_jid TEXT, resourcepart TEXT, password TEXT, alias TEXT);
INSERT INTO account VALUES (1, 'example_a@jabber.example', 'dino', 'hidden', 'Ann'), (2, 'example_z@jabber.example', NULL, NULL, NULL);
CREATE TABLE jid(id INTEGER PRIMARY KEY, bare_jid TEXT);
INSERT INTO jid VALUES (1, 'example_b@jabber.example');
CREATE TABLE message(id INTEGER PRIMARY KEY, stanza_id TEXT, account_id INTEGER, counterpart_id INTEGER, counterpart_resource TEXT, direction INTEGER,
  type INTEGER, time INTEGER, local_time INTEGER, body TEXT, encryption INTEGER, marked INTEGER);
INSERT INTO message VALUES (1, 'a', 1, 1, 'phone', 0, 0, 1772334245, 1772334246, 'адрес тот же', 1, 0), (2, 'b', 1, 1, NULL, 1, 0, 1772334300, 0, 'ок', 1, 0),
  (3, 'c', 1, 9, NULL, 5, 1, NULL, NULL, NULL, 0, 0);
