-- file: data/data/com.viber.voip/databases/viber_data
CREATE TABLE calls(_id INTEGER PRIMARY KEY, call_id INTEGER, number TEXT, canonized_number TEXT, viber_call INTEGER,
  date INTEGER, duration INTEGER, type INTEGER, viber_call_type INTEGER);
INSERT INTO calls VALUES (1, 1, '8 7700 900141', '+447700900141', 1, 1772334245000, 33, 1, 1),
  (2, 2, '+447700900142', NULL, 1, 1772334300000, 0, 3, 4), (3, 3, '+447700900142', NULL, 1, 1772334400000, 0, 9, 1);
CREATE TABLE phonebookcontact(_id INTEGER PRIMARY KEY, display_name TEXT);
INSERT INTO phonebookcontact VALUES (1, 'Ерлан');
CREATE TABLE phonebookdata(_id INTEGER PRIMARY KEY, contact_id INTEGER, data1 TEXT, data2 TEXT);
INSERT INTO phonebookdata VALUES (1, 1, '8 7700 900141', '+447700900141');
