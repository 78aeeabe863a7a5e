-- file: Users/a/AppData/Local/ConnectedDevicesPlatform/L.a/ActivitiesCache.db
CREATE TABLE Activity(Id GUID PRIMARY KEY NOT NULL, AppId TEXT, ActivityType INT, StartTime DATETIME, EndTime DATETIME, Payload BLOB, ClipboardPayload BLOB);
INSERT INTO Activity VALUES
  (x'01', '[{"application":"Microsoft.Office.EXCEL","platform":"windows_win32"},{"application":"x"}]', 5, 1772334245, 1772334300,
   CAST('{"displayText":"база.xlsx","contentUri":"file:///C:/Users/a/Documents/%D0%B1%D0%B0%D0%B7%D0%B0.xlsx"}' AS BLOB), NULL),
  (x'02', '[{"application":"notepad.exe"}]', 10, 1772334300, 0, CAST('{}' AS BLOB), CAST('[{"content":"0YHRgtC10L/RjA==","formatName":"Text"}]' AS BLOB)),
  (x'03', 'no json', 99, 0, NULL, NULL, NULL);
