-- file: Users/a/AppData/Local/Microsoft/Windows/Notifications/wpndatabase.db
CREATE TABLE NotificationHandler(RecordId INTEGER PRIMARY KEY, PrimaryId TEXT, HandlerType TEXT, CreatedTime DATETIME);
INSERT INTO NotificationHandler VALUES (4, 'Telegram.TelegramDesktop', 'app:desktop', '2026-03-01 03:00:00');
CREATE TABLE Notification("Order" INTEGER NOT NULL PRIMARY KEY, Id INTEGER, HandlerId INTEGER, Type TEXT, Payload BLOB, ArrivalTime INT64, ExpiryTime INT64);
INSERT INTO Notification VALUES
  (1, 7, 4, 'toast', CAST('<toast><visual><binding template="ToastGeneric"><text>Ерлан</text><text>буду в 5 &amp; позже &#x2013; жди</text></binding></visual></toast>' AS BLOB), 134168078450000000, 0),
  (2, 8, 9, 'badge', CAST('<badge value="3"/>' AS BLOB), 134168078460000000, 0),
  (3, 9, NULL, 'odd', NULL, NULL, NULL),
  (4, 10, 4, 'toast', CAST('<toast>never closed <text' AS BLOB), 0, 0);
