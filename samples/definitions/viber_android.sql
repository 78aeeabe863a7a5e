-- file: data/data/com.viber.voip/databases/viber_messages
CREATE TABLE conversations(_id INTEGER PRIMARY KEY, conversation_type INTEGER, name TEXT);
INSERT INTO conversations VALUES (1, 0, NULL), (2, 1, 'Смена'), (3, 7, 'x');
CREATE TABLE participants_info(_id INTEGER PRIMARY KEY, member_id TEXT, number TEXT, display_name TEXT, contact_name TEXT,
  viber_name TEXT, participant_type INTEGER);
INSERT INTO participants_info VALUES (1, 'owner==', '+447700900100', '', NULL, 'Owner', 0),
  (2, 'm2==', '+447700900141', 'Ерлан', NULL, NULL, 1), (3, 'm3==', '+447700900142', '', '', 'Dana', 1);
CREATE TABLE participants(_id INTEGER PRIMARY KEY, conversation_id INTEGER, participant_info_id INTEGER);
INSERT INTO participants VALUES (1, 1, 1), (2, 1, 2), (3, 2, 1), (4, 2, 2), (5, 2, 3);
CREATE TABLE messages(_id INTEGER PRIMARY KEY, conversation_id INTEGER, participant_id INTEGER, date INTEGER, msg_date INTEGER,
  send_type INTEGER, body TEXT, extra_mime INTEGER, extra_uri TEXT, location_lat INTEGER, location_lng INTEGER, deleted INTEGER);
INSERT INTO messages VALUES
  (1, 1, 2, 1772334245000, 1772334245000, 0, 'работа есть', 0, NULL, 0, 0, 0),
  (2, 1, 1, 1772334300000, NULL, 1, 'где?', 0, NULL, 0, 0, 0),
  (3, 1, 2, 1772334400000, 1772334400000, 0, NULL, 5, NULL, 452500000, 682500000, 0),
  (4, 2, 5, 1772334500000, 1772334500000, 0, 'фото', 1, 'content://media/external/images/7.jpg', 0, 0, 0),
  (5, 2, 4, 1772334600000, 1772334600000, 0, NULL, 0, NULL, 0, 0, 1),
  (6, 3, 99, 1772334700000, 1772334700000, 4, 'x', 0, NULL, 45500000, 68500000, 0);
