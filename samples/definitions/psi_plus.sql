-- file: Users/a/AppData/Roaming/Psi+/profiles/default/history/history.db
CREATE TABLE contacts(id INTEGER PRIMARY KEY, acc_id TEXT, type INTEGER, jid TEXT, lifetime INTEGER);
INSERT INTO contacts VALUES (1, '{a}', 1, 'example_b@jabber.example', -1);
CREATE TABLE events(id INTEGER PRIMARY KEY, contact_id INTEGER, resource TEXT, date TEXT, type INTEGER, direction INTEGER, subject TEXT, m_text TEXT, lang TEXT, extra_data TEXT);
INSERT INTO events VALUES (1, 1, 'work', '2026-03-01T08:04:05', 1, 2, NULL, 'на месте', NULL, NULL), (2, 1, '', '2026-03-01 08:05:00', 1, 1, NULL, 'принял', NULL, NULL),
  (3, 2, NULL, 'no date', 4, 9, 'тема', NULL, NULL, NULL);
