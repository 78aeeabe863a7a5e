-- id: calendar_android
-- app: Calendar
-- platform: android
-- version: 1
-- paths: com.*android.providers.calendar/databases/calendar.db; com.android.providers.calendar/databases/calendar.db
-- match: Events(calendar_id, dtstart, eventLocation), Calendars(account_name)
-- tested: Samsung of 2021
-- references: android.provider.CalendarContract

-- makes: note
-- needs: Events(_id, title, dtstart)
-- optional: Events(description, eventLocation, deleted)
SELECT _id AS row, CASE WHEN deleted = 1 THEN 'deleted: ' ELSE '' END || title AS title,
       nullif(trim(coalesce(eventLocation, '') || char(10) || coalesce(description, ''), char(10)), '') AS text, unix_ms(dtstart) AS at
FROM Events
ORDER BY _id;

-- makes: account
-- when: Calendars
-- needs: Calendars(_id, account_name, account_type)
SELECT min(_id) AS row, account_type AS app, account_name AS account_id, CASE WHEN account_name LIKE '%_@_%._%' THEN account_name END AS email
FROM Calendars WHERE account_name <> '' GROUP BY account_name, account_type ORDER BY min(_id);
