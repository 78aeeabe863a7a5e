-- id: whatsapp_calls_ios
-- app: WhatsApp
-- app_from_path: WhatsAppSMB = WhatsApp Business
-- platform: ios
-- version: 2
-- paths: *group.net.whatsapp.WhatsApp*.shared/CallHistory.sqlite; 1b/1b432994e958845fffe8e2f190f26d1511534088
-- match: ZWACDCALLEVENT(ZDATE, ZDURATION)
-- attach: contacts = ContactsV2.sqlite
-- tested: an iOS 15 file system
-- references: notes of public parsers

-- Outcome 0 is a call that took place, 1 and 4 missed, 2 failed.
-- makes: call
-- needs: ZWACDCALLEVENT(Z_PK, ZDATE, ZDURATION)
-- optional: ZWACDCALLEVENT(ZOUTCOME, ZGROUPJIDSTRING, Z1CALLEVENTS), ZWAAGGREGATECALLEVENT(Z_PK, ZINCOMING, ZVIDEO),
--   ZWACDCALLEVENTPARTICIPANT(ZJIDSTRING, Z1PARTICIPANTS), contacts.ZWAADDRESSBOOKCONTACT(ZWHATSAPPID, ZFULLNAME)
-- index: ZWACDCALLEVENTPARTICIPANT(Z1PARTICIPANTS), ZWAADDRESSBOOKCONTACT(ZWHATSAPPID)
SELECT e.Z_PK AS row,
       CASE a.ZINCOMING WHEN 1 THEN 'in' WHEN 0 THEN 'out' END AS direction,
       coalesce(nullif(e.ZGROUPJIDSTRING, ''),
                (SELECT group_concat(p.ZJIDSTRING, ', ') FROM ZWACDCALLEVENTPARTICIPANT p WHERE p.Z1PARTICIPANTS = e.Z_PK)) AS party_id,
       (SELECT group_concat(c.ZFULLNAME, ', ') FROM ZWACDCALLEVENTPARTICIPANT p
        JOIN ZWAADDRESSBOOKCONTACT c ON c.ZWHATSAPPID = p.ZJIDSTRING WHERE p.Z1PARTICIPANTS = e.Z_PK) AS party,
       apple_time(e.ZDATE) AS started_at, CAST(e.ZDURATION AS INTEGER) AS duration_s,
       CASE WHEN e.ZOUTCOME = 0 THEN 1 WHEN e.ZOUTCOME IN (1, 2, 4) THEN 0 END AS answered,
       a.ZVIDEO AS video, e.ZOUTCOME AS kind
FROM ZWACDCALLEVENT e
LEFT JOIN ZWAAGGREGATECALLEVENT a ON a.Z_PK = e.Z1CALLEVENTS
ORDER BY e.Z_PK;
