-- file: data/system_de/0/accounts_de.db
CREATE TABLE accounts(_id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, previous_name TEXT, last_password_entry_time_millis_epoch INTEGER DEFAULT 0);
INSERT INTO accounts VALUES (1, 'ann@mail.example', 'com.google', NULL, 1772334245000), (2, 'x', 'com.example', NULL, 0);
