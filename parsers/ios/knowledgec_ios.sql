-- id: knowledgec_ios
-- app: Use of the device
-- platform: ios
-- version: 1
-- paths: CoreDuet/Knowledge/knowledgeC.db; Application Support/Knowledge/knowledgeC.db
-- match: ZOBJECT(ZSTREAMNAME, ZVALUESTRING, ZSTARTDATE)
-- tested: a macOS database of 2018
-- references: notes of public parsers

-- The streams that tell of a person: which app was in front, the lock, what was plugged in, notifications, pages of Safari.
-- makes: device_event
-- needs: ZOBJECT(Z_PK, ZSTREAMNAME, ZSTARTDATE)
-- optional: ZOBJECT(ZENDDATE, ZVALUESTRING, ZVALUEINTEGER)
SELECT Z_PK AS row, substr(ZSTREAMNAME, 2) AS kind, apple_time(ZSTARTDATE) AS at,
       CASE WHEN ZSTREAMNAME = '/device/isLocked' THEN CASE ZVALUEINTEGER WHEN 1 THEN 'locked' WHEN 0 THEN 'unlocked' ELSE ZVALUEINTEGER END
            WHEN ZSTREAMNAME IN ('/app/inFocus', '/app/usage', '/app/install', '/notification/usage')
            THEN CASE WHEN ZENDDATE > ZSTARTDATE THEN CAST(round(ZENDDATE - ZSTARTDATE) AS INTEGER) || ' s' END
            ELSE coalesce(ZVALUESTRING, ZVALUEINTEGER) END AS text,
       CASE WHEN ZSTREAMNAME IN ('/app/inFocus', '/app/usage', '/app/install', '/notification/usage') THEN ZVALUESTRING END AS app
FROM ZOBJECT
WHERE ZSTREAMNAME IN ('/app/inFocus', '/app/usage', '/app/install', '/app/webUsage', '/device/isLocked', '/device/isPluggedIn',
                      '/notification/usage', '/safari/history', '/bluetooth/isConnected', '/carplay/isConnected')
ORDER BY Z_PK;
