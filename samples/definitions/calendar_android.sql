-- file: data/data/com.android.providers.calendar/databases/calendar.db
CREATE TABLE Calendars(_id INTEGER PRIMARY KEY, account_name TEXT, account_type TEXT);
INSERT INTO Calendars VALUES (1, 'ann@mail.example', 'com.google'), (2, 'ann@mail.example', 'com.google'), (3, 'local', 'LOCAL'), (4, NULL, NULL);
CREATE TABLE Events(_id INTEGER PRIMARY KEY, calendar_id INTEGER NOT NULL, title TEXT, eventLocation TEXT, description TEXT, dtstart INTEGER, dtend INTEGER, deleted INTEGER NOT NULL DEFAULT 0);
INSERT INTO Events VALUES (1, 1, 'Встреча', 'Степь', 'взять деньги', 1772334245000, NULL, 0), (2, 1, 'Отмена', NULL, NULL, 1772334300000, NULL, 1), (3, 1, NULL, NULL, NULL, NULL, NULL, 0);
