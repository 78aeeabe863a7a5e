-- file: HomeDomain/Library/AddressBook/AddressBook.sqlitedb
CREATE TABLE ABPerson(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Last TEXT, Middle TEXT, Organization TEXT, Note TEXT,
  Nickname TEXT, CreationDate INTEGER, ModificationDate INTEGER, DisplayName TEXT);
INSERT INTO ABPerson VALUES (1, 'Айгерим', 'Примерова', NULL, NULL, NULL, NULL, 794027045, 794027045, NULL),
  (2, NULL, NULL, NULL, 'Шиномонтаж', NULL, NULL, 794027045, 794027045, NULL),
  (3, 'Дана', NULL, NULL, NULL, NULL, 'dana', 794027045, 794027045, NULL),
  (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE ABMultiValue(UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, identifier INTEGER, label INTEGER, value TEXT);
INSERT INTO ABMultiValue VALUES (1, 1, 3, 0, 1, '+44 7700 900171'), (2, 1, 3, 1, 2, '+44 7700 900172'), (3, 1, 4, 0, 1, 'a@example.org'),
  (4, 2, 3, 0, 1, '+447700900173'), (5, 2, 5, 0, 1, NULL), (6, 3, 46, 0, NULL, NULL), (7, 3, 99, 0, NULL, 'неизвестное');
CREATE TABLE ABMultiValueEntry(parent_id INTEGER, key INTEGER, value TEXT);
INSERT INTO ABMultiValueEntry VALUES (6, 1, 'example_dana'), (6, 2, 'Telegram'), (5, 3, 'Степная 1');
CREATE TABLE ABMultiValueEntryKey(value TEXT, UNIQUE(value));
INSERT INTO ABMultiValueEntryKey VALUES ('username'), ('service'), ('Street');
