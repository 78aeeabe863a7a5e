-- id: calls_ios
-- app: Phone
-- platform: ios
-- version: 2
-- paths: CallHistoryDB/CallHistory.storedata; 5a/5a4935c78a5255723f707230a451d79c540d2741
-- match: ZCALLRECORD(ZDATE, ZDURATION, ZADDRESS, ZORIGINATED, ZANSWERED)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Call type 1 is the telephone, 8 FaceTime video, 16 FaceTime audio; messengers name themselves in the service provider,
-- and their calls stay here when the chat is gone. A call of many keeps its other sides as handles only; the columns of that
-- join carry the numbers of entities.
-- makes: call
-- needs: ZCALLRECORD(Z_PK, ZDATE, ZDURATION, ZADDRESS, ZORIGINATED, ZANSWERED)
-- optional: ZCALLRECORD(ZNAME, ZCALLTYPE, ZSERVICE_PROVIDER, ZDISCONNECTED_CAUSE),
--   Z_2REMOTEPARTICIPANTHANDLES(Z_2REMOTEPARTICIPANTCALLS, Z_4REMOTEPARTICIPANTHANDLES, Z_3REMOTEPARTICIPANTHANDLES),
--   ZHANDLE(Z_PK, ZVALUE)
SELECT r.Z_PK AS row,
       CASE WHEN coalesce(r.ZSERVICE_PROVIDER, '') IN ('', 'com.apple.Telephony') THEN 'Phone'
            WHEN r.ZSERVICE_PROVIDER = 'com.apple.FaceTime' THEN 'FaceTime' ELSE r.ZSERVICE_PROVIDER END AS app,
       CASE r.ZORIGINATED WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction,
       coalesce(nullif(text_of(r.ZADDRESS), ''),
                (SELECT group_concat(h.ZVALUE, ', ') FROM Z_2REMOTEPARTICIPANTHANDLES j
                 JOIN ZHANDLE h ON h.Z_PK = coalesce(j.Z_4REMOTEPARTICIPANTHANDLES, j.Z_3REMOTEPARTICIPANTHANDLES)
                 WHERE j.Z_2REMOTEPARTICIPANTCALLS = r.Z_PK)) AS party_id,
       r.ZNAME AS party, apple_time(r.ZDATE) AS started_at, CAST(round(r.ZDURATION) AS INTEGER) AS duration_s,
       r.ZANSWERED AS answered, CASE r.ZCALLTYPE WHEN 8 THEN 1 WHEN 1 THEN 0 WHEN 16 THEN 0 END AS video,
       r.ZCALLTYPE || CASE WHEN r.ZDISCONNECTED_CAUSE > 0 THEN ', cause ' || r.ZDISCONNECTED_CAUSE ELSE '' END AS kind
FROM ZCALLRECORD r
ORDER BY r.Z_PK;
