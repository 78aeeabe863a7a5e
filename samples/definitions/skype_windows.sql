-- file: Users/a/AppData/Roaming/Skype/example_a/main.db
CREATE TABLE Accounts(id INTEGER PRIMARY KEY, skypename TEXT, fullname TEXT, emails TEXT, phone_mobile TEXT);
INSERT INTO Accounts VALUES (1, 'example_a', 'Ann', 'ann@mail.example', NULL);
CREATE TABLE Contacts(id INTEGER PRIMARY KEY, skypename TEXT, displayname TEXT, fullname TEXT, phone_mobile TEXT);
INSERT INTO Contacts VALUES (1, 'example_b', 'Bob', NULL, '+447700900135'), (2, 'example_c', '', NULL, NULL);
CREATE TABLE Conversations(id INTEGER PRIMARY KEY, displayname TEXT);
INSERT INTO Conversations VALUES (1, 'Bob and Ann');
CREATE TABLE Messages(id INTEGER PRIMARY KEY, convo_id INTEGER, chatname TEXT, author TEXT, from_dispname TEXT, dialog_partner TEXT, timestamp INTEGER,
  type INTEGER, body_xml TEXT, edited_timestamp INTEGER);
INSERT INTO Messages VALUES (1, 1, '#a/$b', 'example_b', 'Bob', 'example_b', 1772334245, 61, 'да &lt;ок&gt; <a href="https://map.example">карта</a>', NULL),
  (2, 1, '#a/$b', 'example_a', 'Ann', 'example_b', 1772334300, 61, 'еду', 1772334310), (3, 9, NULL, NULL, NULL, NULL, NULL, 777, NULL, NULL);
