-- id: notifications_windows
-- platform: windows
-- version: 1
-- paths: Windows/Notifications/wpndatabase.db; wpndatabase.db
-- match: Notification(HandlerId, Payload, ArrivalTime), NotificationHandler(RecordId, PrimaryId)
-- tested: schema 7 of Windows 10

-- Toasts hold the texts of messages as they were shown. Badges and tiles come as markup too.
-- makes: device_event
-- needs: Notification(Order, HandlerId, Type, Payload, ArrivalTime)
-- optional: NotificationHandler(RecordId, PrimaryId)
SELECT n."Order" AS row, 'notification: ' || n.Type AS kind, filetime(n.ArrivalTime) AS at, h.PrimaryId AS app,
       markup_text(n.Payload) AS text
FROM Notification n LEFT JOIN NotificationHandler h ON h.RecordId = n.HandlerId
ORDER BY n."Order";
