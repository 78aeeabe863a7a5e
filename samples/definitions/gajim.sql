-- file: home/a/.local/share/gajim/logs.db
CREATE TABLE jids(jid_id INTEGER PRIMARY KEY, jid TEXT, type INTEGER);
INSERT INTO jids VALUES (1, 'example_b@jabber.example', 0), (2, 'room@conference.jabber.example', 1);
CREATE TABLE logs(log_line_id INTEGER PRIMARY KEY, account_id INTEGER, jid_id INTEGER, contact_name TEXT, time REAL, kind INTEGER, show INTEGER,
  message TEXT, subject TEXT, additional_data TEXT);
INSERT INTO logs VALUES (1, 1, 1, NULL, 1772334245.25, 4, NULL, 'новый текст', NULL, '{"corrected":{"original_text":"старый текст"}}'),
  (2, 1, 1, NULL, 1772334300, 6, NULL, 'понял', NULL, '{}'), (3, 1, 2, 'nick', 1772334400, 2, NULL, 'всем', NULL, NULL),
  (4, 1, 1, NULL, NULL, 1, 3, NULL, NULL, NULL);
