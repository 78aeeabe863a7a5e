-- file: data/data/com.vkontakte.android/databases/vkim.sqlite
CREATE TABLE users(id INTEGER PRIMARY KEY, first_name_nom TEXT, last_name_nom TEXT, domain TEXT, mobile_phone TEXT);
INSERT INTO users VALUES (101, 'Ерлан', 'Примеров', 'example_erlan', '+447700900141'), (102, NULL, NULL, NULL, NULL);
CREATE TABLE groups(id INTEGER PRIMARY KEY, title TEXT);
INSERT INTO groups VALUES (55, 'Барахолка');
CREATE TABLE contacts(phone TEXT, name TEXT, local_name TEXT, user_id INTEGER);
INSERT INTO contacts VALUES ('+447700900141', 'Erlan', 'Ерлан работа', 101), ('+447700900142', NULL, NULL, 0);
CREATE TABLE dialogs(id INTEGER PRIMARY KEY, type INTEGER, chat_settings_title TEXT, draft_msg TEXT);
INSERT INTO dialogs VALUES (101, 1, NULL, 'не отправлено'), (2000000001, 2, 'Смена', NULL), (-55, 3, NULL, '');
CREATE TABLE dialog_members(dialog_id INTEGER, member_id INTEGER);
INSERT INTO dialog_members VALUES (2000000001, 101), (2000000001, 102);
CREATE TABLE messages(local_id INTEGER PRIMARY KEY, vk_id INTEGER, dialog_id INTEGER, time INTEGER, from_member_type INTEGER, from_member_id INTEGER,
  is_incoming INTEGER, is_hidden INTEGER, is_edited INTEGER, type INTEGER, title TEXT, body TEXT, attach BLOB, nested BLOB);
INSERT INTO messages VALUES (1, 501, 101, 1772334245, 0, 101, 1, 0, 1, 0, '', 'работа есть', x'00', NULL),
  (2, 502, 101, 1772334300000, 0, 100, 0, 0, 0, 0, '', 'где?', NULL, NULL), (3, 503, -55, 1772334400, 2, -55, 1, 1, 0, 0, '', 'скидка', NULL, NULL),
  (4, NULL, 2000000001, NULL, NULL, NULL, NULL, NULL, NULL, 99, NULL, NULL, NULL, NULL);
CREATE TABLE message_attaches(msg_local_id INTEGER, content_type INTEGER, content_id INTEGER, content_owner_id INTEGER);
INSERT INTO message_attaches VALUES (1, 2, 900, 101), (1, 7, NULL, NULL);
