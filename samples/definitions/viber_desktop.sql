-- file: Users/a/AppData/Roaming/ViberPC/447700900100/viber.db
CREATE TABLE Contact(ContactID INTEGER PRIMARY KEY, Name TEXT, ClientName TEXT, Number TEXT, MID TEXT);
INSERT INTO Contact VALUES (1, '', 'Owner', '+447700900100', 'own=='), (2, 'Ерлан', NULL, '+447700900141', 'm2=='), (3, NULL, NULL, NULL, NULL);
CREATE TABLE ChatInfo(ChatID INTEGER PRIMARY KEY, Name TEXT, Token TEXT);
INSERT INTO ChatInfo VALUES (10, 'Смена', 't'), (11, NULL, NULL);
CREATE TABLE ChatRelation(ChatID INTEGER, ContactID INTEGER);
INSERT INTO ChatRelation VALUES (10, 1), (10, 2), (11, 3);
CREATE TABLE Events(EventID INTEGER PRIMARY KEY, TimeStamp INTEGER, Direction INTEGER, ChatID INTEGER, ContactID INTEGER, Type INTEGER);
INSERT INTO Events VALUES (1, 1772334245000, 0, 10, 2, 1), (2, 1772334300000, 1, 10, 1, 1), (3, 1772334400000, 0, 10, 2, 2), (4, 1772334500000, 7, 11, 3, 1);
CREATE TABLE Messages(EventID INTEGER PRIMARY KEY, Type INTEGER, Status INTEGER, Subject TEXT, Body TEXT, Info TEXT, ClientFlag INTEGER, PayloadPath TEXT);
INSERT INTO Messages VALUES (1, 1, 0, NULL, 'выходишь?', NULL, 64, NULL), (2, 2, 0, 'фото', '', NULL, 0, 'C:\Users\a\Documents\ViberDownloads\1.jpg'),
  (4, 99, NULL, NULL, NULL, NULL, NULL, NULL), (5, 1, 0, NULL, 'без события', NULL, 0, NULL);
CREATE TABLE Calls(EventID INTEGER PRIMARY KEY, Duration INTEGER, CallStatus INTEGER, Type INTEGER);
INSERT INTO Calls VALUES (3, 0, 2, 1);
