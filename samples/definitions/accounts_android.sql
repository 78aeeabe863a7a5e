-- file: data/system_ce/0/accounts_ce.db
CREATE TABLE accounts(_id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, password TEXT, UNIQUE(name, type));
INSERT INTO accounts VALUES (1, 'ann@mail.example', 'com.google', 'hidden'), (2, '+447700900100', 'org.telegram.messenger', NULL), (5, 'WhatsApp', 'com.whatsapp', '');
CREATE TABLE authtokens(_id INTEGER PRIMARY KEY, accounts_id INTEGER NOT NULL, type TEXT NOT NULL, authtoken TEXT);
INSERT INTO authtokens VALUES (1, 5, 'x', 'hidden');
