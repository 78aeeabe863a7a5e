-- id: calls_ios
-- app: Phone
-- platform: ios
-- version: 1
-- paths: CallHistoryDB/CallHistory.storedata
-- match: ZCALLRECORD(ZDATE, ZDURATION, ZADDRESS, ZORIGINATED, ZANSWERED)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Call type 1 is the telephone, 8 FaceTime video, 16 FaceTime audio; messengers name themselves in the service provider.
-- makes: call
-- needs: ZCALLRECORD(Z_PK, ZDATE, ZDURATION, ZADDRESS, ZORIGINATED, ZANSWERED)
-- optional: ZCALLRECORD(ZNAME, ZCALLTYPE, ZSERVICE_PROVIDER)
SELECT Z_PK AS row,
       CASE WHEN coalesce(ZSERVICE_PROVIDER, '') IN ('', 'com.apple.Telephony') THEN 'Phone'
            WHEN ZSERVICE_PROVIDER = 'com.apple.FaceTime' THEN 'FaceTime' ELSE ZSERVICE_PROVIDER END AS app,
       CASE ZORIGINATED WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction,
       ZADDRESS AS party_id, ZNAME AS party, apple_time(ZDATE) AS started_at, CAST(round(ZDURATION) AS INTEGER) AS duration_s,
       ZANSWERED AS answered, CASE ZCALLTYPE WHEN 8 THEN 1 WHEN 1 THEN 0 WHEN 16 THEN 0 END AS video, ZCALLTYPE AS kind
FROM ZCALLRECORD
ORDER BY Z_PK;
