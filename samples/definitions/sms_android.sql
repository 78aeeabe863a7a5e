-- file: data/user_de/0/com.android.providers.telephony/databases/mmssms.db
CREATE TABLE canonical_addresses(_id INTEGER PRIMARY KEY, address TEXT);
INSERT INTO canonical_addresses VALUES (1, '+447700900111'), (2, 'BANK'), (3, 'a@example.org'), (4, '+447700900119');
CREATE TABLE threads(_id INTEGER PRIMARY KEY, recipient_ids TEXT);
INSERT INTO threads VALUES (1, '1'), (2, '2'), (3, '1 3');
CREATE TABLE sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date INTEGER, date_sent INTEGER,
  read INTEGER, type INTEGER, subject TEXT, body TEXT);
INSERT INTO sms VALUES
  (1, 1, '+447700900111', NULL, 1772334245500, 1772334244000, 1, 1, NULL, 'Адрес тот же'),
  (2, 1, '+447700900111', NULL, 1772334300000, 0, 1, 2, NULL, 'понял'),
  (3, 2, 'BANK', NULL, 1772334400000, 0, 0, 1, NULL, 'Поступление 15 000 KZT. Карта *0000'),
  (4, 1, '+447700900111', NULL, 1772334500000, 0, 1, 3, NULL, 'не отправлено'),
  (5, NULL, '+447700900112', NULL, 1772334600000, 0, 1, 5, NULL, 'сбой'),
  (6, 1, '+447700900111', NULL, 'yesterday', 0, 1, 1, NULL, 'часы сломаны');
CREATE TABLE pdu(_id INTEGER PRIMARY KEY, thread_id INTEGER, date INTEGER, date_sent INTEGER, msg_box INTEGER, sub TEXT, m_type INTEGER);
INSERT INTO pdu VALUES (1, 1, 1772334700, 1772334690, 1, NULL, 132), (2, 3, 1772334800, 0, 2, 'тема', 128);
CREATE TABLE addr(_id INTEGER PRIMARY KEY, msg_id INTEGER, address TEXT, type INTEGER);
INSERT INTO addr VALUES (1, 1, '+447700900111', 137), (2, 1, 'insert-address-token', 151),
  (3, 2, 'insert-address-token', 137), (4, 2, '+447700900111', 151), (5, 2, 'a@example.org', 151);
CREATE TABLE part(_id INTEGER PRIMARY KEY, mid INTEGER, seq INTEGER, ct TEXT, name TEXT, cl TEXT, fn TEXT, _data TEXT, text TEXT);
INSERT INTO part VALUES
  (1, 1, -1, 'application/smil', NULL, 'smil.xml', NULL, NULL, '<smil/>'),
  (2, 1, 0, 'text/plain', NULL, 'text_0.txt', NULL, NULL, 'вот фото'),
  (3, 1, 0, 'image/jpeg', 'IMG_1.jpg', NULL, NULL, '/data/user_de/0/com.android.providers.telephony/app_parts/PART_1', NULL);
CREATE TABLE spam_sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, date INTEGER, date_sent INTEGER, type INTEGER, body TEXT);
INSERT INTO spam_sms VALUES (1, 9, 'SHOP', 1772334900000, 0, 1, 'Акция');
