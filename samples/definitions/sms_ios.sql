-- file: private/var/mobile/Library/SMS/sms.db
CREATE TABLE handle(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, service TEXT);
INSERT INTO handle VALUES (1, '+447700900151', 'iMessage'), (2, 'BANK', 'SMS');
CREATE TABLE chat(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, style INTEGER, chat_identifier TEXT, service_name TEXT, display_name TEXT);
INSERT INTO chat VALUES (1, 'iMessage;-;+447700900151', 45, '+447700900151', 'iMessage', NULL),
  (2, 'iMessage;+;chat1', 43, 'chat1', 'iMessage', 'Смена');
CREATE TABLE chat_handle_join(chat_id INTEGER, handle_id INTEGER);
INSERT INTO chat_handle_join VALUES (1, 1), (2, 1);
CREATE TABLE chat_message_join(chat_id INTEGER, message_id INTEGER);
INSERT INTO chat_message_join VALUES (1, 1), (1, 2), (2, 3), (1, 4), (2, 6);
CREATE TABLE chat_recoverable_message_join(chat_id INTEGER, message_id INTEGER, delete_date INTEGER);
INSERT INTO chat_recoverable_message_join VALUES (1, 5, 794027045000000000);
CREATE TABLE attachment(ROWID INTEGER PRIMARY KEY, filename TEXT, mime_type TEXT, transfer_name TEXT);
INSERT INTO attachment VALUES (1, '~/Library/SMS/Attachments/aa/00/IMG_0001.HEIC', 'image/heic', 'IMG_0001.HEIC');
CREATE TABLE message_attachment_join(message_id INTEGER, attachment_id INTEGER);
INSERT INTO message_attachment_join VALUES (4, 1);
CREATE TABLE message(ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, text TEXT, handle_id INTEGER, attributedBody BLOB,
  service TEXT, date INTEGER, date_read INTEGER, date_delivered INTEGER, is_from_me INTEGER, item_type INTEGER,
  associated_message_guid TEXT, associated_message_type INTEGER, date_edited INTEGER, date_retracted INTEGER, group_title TEXT);
INSERT INTO message VALUES
  (1, 'G1', 'Приеду в 5', 1, NULL, 'iMessage', 794027045000000000, 794027050000000000, 0, 0, 0, NULL, 0, 0, 0, NULL),
  (2, 'G2', NULL, 1, X'040B73747265616D747970656481E803840140848484124E5341747472696275746564537472696E67008484084E534F626A656374008592848484084E53537472696E67019484012B0BD0B6D0B4D18320F09F918D8684', 'iMessage', 794027100000000000, 0, 794027101000000000, 1, 0, NULL, 0, 0, 0, NULL),
  (3, 'G3', NULL, 1, NULL, 'iMessage', 794027200000000000, 0, 0, 0, 2, NULL, 0, 0, 0, 'Смена'),
  (4, 'G4', '￼', 1, NULL, 'iMessage', 794027300000000000, 0, 0, 0, 0, NULL, 0, 794027310000000000, 0, NULL),
  (5, 'G5', 'удалено', 1, NULL, 'iMessage', 794027400000000000, 0, 0, 0, 0, NULL, 0, 0, 0, NULL),
  (6, 'G6', 'Понравилось «Приеду в 5»', 1, NULL, 'iMessage', 794027500000000000, 0, 0, 0, 0, 'p:0/G1', 2001, 0, 0, NULL),
  (7, 'G7', 'Код 0000', 2, NULL, 'SMS', 794027600, 0, 0, 0, 0, NULL, 0, 0, 0, NULL),
  (8, 'G8', NULL, 2, X'0102', 'SMS', 794027700, 0, 0, 0, 0, NULL, 0, 0, 0, NULL);
