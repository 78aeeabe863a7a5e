-- file: data/data/com.whatsapp/databases/msgstore.db
CREATE TABLE jid(_id INTEGER PRIMARY KEY, user TEXT, server TEXT, raw_string TEXT);
INSERT INTO jid VALUES
  (1, '447700900101', 's.whatsapp.net', '447700900101@s.whatsapp.net'),
  (2, '447700900102-1760000000', 'g.us', '447700900102-1760000000@g.us'),
  (3, '447700900103', 's.whatsapp.net', '447700900103@s.whatsapp.net'),
  (4, '900000000000004', 'lid', '900000000000004@lid'),
  (5, '447700900104', 's.whatsapp.net', '447700900104@s.whatsapp.net');
CREATE TABLE jid_map(lid_row_id INTEGER PRIMARY KEY, jid_row_id INTEGER);
INSERT INTO jid_map VALUES (4, 5);
CREATE TABLE chat(_id INTEGER PRIMARY KEY, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT);
INSERT INTO chat VALUES (1, 1, 0, NULL), (2, 2, 0, 'Склад Ә'), (3, 4, 0, NULL);
CREATE TABLE message(_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, sender_jid_row_id INTEGER,
  status INTEGER, origination_flags INTEGER, timestamp INTEGER, received_timestamp INTEGER, message_type INTEGER,
  text_data TEXT, sort_id INTEGER);
INSERT INTO message VALUES
  (1, -1, 0, '-1', 0, -1, 0, 0, 0, 0, NULL, 1),
  (2, 1, 0, 'K2', 0, 0, 0, 1772334245000, 1772334246000, 0, 'где забрать?', 2),
  (3, 1, 1, 'K3', 0, 13, 0, 1772334300000, -1, 5, NULL, 3),
  (4, 2, 0, 'K4', 3, 0, 1, 1772334400000, 1772334401000, 1, 'фото', 4),
  (5, 2, 0, 'K5', 3, 0, 0, 1772334500000, 1772334501000, 15, NULL, 5),
  (6, 2, 0, 'K6', 0, 6, 0, 1772334600000, 0, 7, 'Курьеры', 6),
  (7, 2, 1, 'K7', 0, 5, 0, 1772334700000, -1, 0, 'исправлено', 7),
  (8, 3, 0, 'K8', 0, 0, 0, 1772334800000, 1772334801000, 0, 'сәлем', 8),
  (9, 1, 0, 'K9', 0, 0, 0, 1772334900000, 1772334901000, 4, 'Example Contact', 9),
  (10, 2, 1, 'K10', 0, 13, 0, 1772335000000, -1, 66, 'кто выходит?', 10);
CREATE TABLE message_media(message_row_id INTEGER PRIMARY KEY, file_path TEXT, mime_type TEXT, media_name TEXT, file_hash TEXT);
INSERT INTO message_media VALUES (4, 'Media/WhatsApp Images/IMG-20260301-WA0001.jpg', 'image/jpeg', NULL,
  '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
CREATE TABLE message_location(message_row_id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, place_name TEXT,
  place_address TEXT, live_location_final_latitude REAL, live_location_final_longitude REAL, live_location_final_timestamp INTEGER);
INSERT INTO message_location VALUES (3, 45.5, 68.25, 'Степь', NULL, 45.75, 68.5, 1772334999000);
CREATE TABLE message_quoted(message_row_id INTEGER PRIMARY KEY, key_id TEXT, text_data TEXT);
INSERT INTO message_quoted VALUES (7, 'K4', 'фото');
CREATE TABLE message_edit_info(message_row_id INTEGER PRIMARY KEY, original_key_id TEXT);
INSERT INTO message_edit_info VALUES (7, 'K6x');
CREATE TABLE message_revoked(message_row_id INTEGER PRIMARY KEY, revoked_key_id TEXT);
INSERT INTO message_revoked VALUES (5, 'K5');
CREATE TABLE message_system(message_row_id INTEGER PRIMARY KEY, action_type INTEGER);
INSERT INTO message_system VALUES (6, 1);
CREATE TABLE message_vcard(_id INTEGER PRIMARY KEY, message_row_id INTEGER, vcard TEXT);
INSERT INTO message_vcard VALUES (1, 9, 'BEGIN:VCARD
VERSION:3.0
FN:Example Contact
item1.TEL;waid=447700900105:+44 7700 900105
END:VCARD');
CREATE TABLE message_poll_option(_id INTEGER PRIMARY KEY, message_row_id INTEGER, option_name TEXT, vote_total INTEGER);
INSERT INTO message_poll_option VALUES (1, 10, 'я', 1), (2, 10, 'не я', 0), (3, 7, 'not a poll', 0);
CREATE TABLE receipt_user(_id INTEGER PRIMARY KEY, message_row_id INTEGER, receipt_user_jid_row_id INTEGER, receipt_timestamp INTEGER, read_timestamp INTEGER);
INSERT INTO receipt_user VALUES (1, 3, 1, 1772334301000, 1772334310000), (2, 10, 3, 1772335001000, 0), (3, 2, 1, 0, 1772334999000);
CREATE TABLE message_add_on(_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, sender_jid_row_id INTEGER, parent_message_row_id INTEGER,
  timestamp INTEGER, status INTEGER, message_add_on_type INTEGER);
INSERT INTO message_add_on VALUES (1, 2, 0, 'A1', 3, 7, 1772334750000, 0, 56), (2, 3, 0, 'A2', 0, 8, 1772334850000, 0, 56), (3, 1, 1, 'A3', 0, 99, NULL, 0, 56),
  (4, 2, 0, 'A4', 3, 10, 1772335100000, 0, 67);
CREATE TABLE message_add_on_reaction(message_add_on_row_id INTEGER PRIMARY KEY, reaction TEXT, sender_timestamp INTEGER);
INSERT INTO message_add_on_reaction VALUES (1, '👍', 1772334750000), (2, '🔥', 0), (3, NULL, NULL);
CREATE TABLE group_participant_user(_id INTEGER PRIMARY KEY, group_jid_row_id INTEGER, user_jid_row_id INTEGER);
INSERT INTO group_participant_user VALUES (1, 2, 1), (2, 2, 3);
CREATE TABLE call_log(_id INTEGER PRIMARY KEY, jid_row_id INTEGER, from_me INTEGER, call_id TEXT, timestamp INTEGER,
  video_call INTEGER, duration INTEGER, call_result INTEGER);
INSERT INTO call_log VALUES (1, 1, 0, 'c1', 1772335000000, 0, 42, 5), (2, 4, 1, 'c2', 1772335100000, 1, 0, 2),
  (3, 3, 1, 'c3', 1772335200000, 0, 0, 77);
-- file: data/data/com.whatsapp/databases/wa.db
CREATE TABLE wa_contacts(_id INTEGER PRIMARY KEY, jid TEXT, number TEXT, display_name TEXT, wa_name TEXT);
INSERT INTO wa_contacts VALUES
  (1, '447700900101@s.whatsapp.net', '+44 7700 900101', 'Диспетчер', NULL),
  (2, '447700900101@s.whatsapp.net', NULL, NULL, 'disp'),
  (3, '447700900103@s.whatsapp.net', NULL, NULL, 'Asel'),
  (4, '447700900104@s.whatsapp.net', NULL, 'Құралай', NULL);
