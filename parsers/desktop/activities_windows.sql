-- id: activities_windows
-- platform: windows
-- version: 1
-- paths: ConnectedDevicesPlatform/*/ActivitiesCache.db; ActivitiesCache.db
-- match: Activity(AppId, ActivityType, StartTime, Payload)
-- tested: schema notes only

-- Type 5 is a file or page that was open, 6 an app in use, 10 and 16 the clipboard; others stay numbers. The name of the
-- app is JSON with a row for each kind of platform.
-- makes: device_event
-- needs: Activity(rowid, AppId, ActivityType, StartTime)
-- optional: Activity(Payload, ClipboardPayload)
SELECT a.rowid AS row,
       'activity: ' || CASE a.ActivityType WHEN 5 THEN 'open' WHEN 6 THEN 'in use' WHEN 10 THEN 'clipboard' WHEN 16 THEN 'copy or paste'
                       ELSE a.ActivityType END AS kind,
       unix_s(a.StartTime) AS at, json_text(a.AppId, '$[0].application') AS app,
       coalesce(text_of(unbase64(json_text(a.ClipboardPayload, '$[0].content'))),
                trim(coalesce(json_text(a.Payload, '$.displayText'), '') || char(10)
                     || coalesce(file_uri(json_text(a.Payload, '$.contentUri')), json_text(a.Payload, '$.description'), ''), char(10))) AS text
FROM Activity a
ORDER BY a.rowid;
