-- id: datausage_ios
-- app: Data usage
-- platform: ios
-- version: 1
-- paths: Databases/DataUsage.sqlite; 0d/0d609c54856a9bb2d56729df1d68f2958a88426b
-- match: ZLIVEUSAGE(ZHASPROCESS, ZWWANIN), ZPROCESS(ZPROCNAME, ZBUNDLENAME)
-- tested: an iOS database of 2023
-- references: notes of public parsers

-- Programs that used the network stand here even after they were removed; the bytes are those of the mobile network and of Wi-Fi.
-- makes: device_event
-- needs: ZPROCESS(Z_PK, ZPROCNAME, ZFIRSTTIMESTAMP)
-- optional: ZPROCESS(ZBUNDLENAME)
SELECT Z_PK AS row, 'network first used' AS kind, apple_time(ZFIRSTTIMESTAMP) AS at, ZPROCNAME AS text,
       nullif(ZBUNDLENAME, '') AS app
FROM ZPROCESS
ORDER BY Z_PK;

-- makes: device_event
-- group: device_event (usage)
-- needs: ZLIVEUSAGE(Z_PK, ZHASPROCESS, ZTIMESTAMP)
-- optional: ZLIVEUSAGE(ZWIFIIN, ZWIFIOUT, ZWWANIN, ZWWANOUT), ZPROCESS(Z_PK, ZPROCNAME, ZBUNDLENAME)
SELECT u.Z_PK AS row, 'network used' AS kind, apple_time(u.ZTIMESTAMP) AS at,
       coalesce(p.ZPROCNAME, '?') || printf(': mobile in %d, out %d; Wi-Fi in %d, out %d', u.ZWWANIN, u.ZWWANOUT, u.ZWIFIIN, u.ZWIFIOUT) AS text,
       nullif(p.ZBUNDLENAME, '') AS app
FROM ZLIVEUSAGE u
LEFT JOIN ZPROCESS p ON p.Z_PK = u.ZHASPROCESS
ORDER BY u.Z_PK;
