-- id: kik_ios
-- app: Kik
-- platform: ios
-- version: 1
-- paths: kik.sqlite; cores/private/*/kik.sqlite
-- match: ZKIKMESSAGE(ZUSER, ZBODY, ZTYPE), ZKIKUSER(ZJID, ZUSERNAME)
-- tested: an iOS database of 2015
-- references: notes of public parsers

-- Type 1 was received, 2 sent; others are events of a group. The user of a message that was sent is its recipient.
-- makes: message
-- needs: ZKIKMESSAGE(Z_PK, ZUSER, ZBODY, ZTYPE, ZTIMESTAMP)
-- optional: ZKIKMESSAGE(ZRECEIVEDTIMESTAMP), ZKIKUSER(Z_PK, ZJID, ZUSERNAME, ZDISPLAYNAME), ZKIKATTACHMENT(ZMESSAGE, ZCONTENT)
-- index: ZKIKATTACHMENT(ZMESSAGE)
SELECT m.Z_PK AS row, coalesce(u.ZJID, u.ZUSERNAME) AS chat_id, u.ZDISPLAYNAME AS chat,
       CASE WHEN m.ZTYPE = 1 THEN u.ZUSERNAME END AS sender_id, CASE WHEN m.ZTYPE = 1 THEN u.ZDISPLAYNAME END AS sender,
       CASE m.ZTYPE WHEN 1 THEN 'in' WHEN 2 THEN 'out' WHEN 3 THEN 'system' WHEN 4 THEN 'system' END AS direction,
       apple_time(m.ZTIMESTAMP) AS sent_at,
       CASE WHEN m.ZTYPE = 1 THEN apple_time(m.ZRECEIVEDTIMESTAMP) END AS received_at,
       m.ZBODY AS text,
       (SELECT json_group_array(json_object('name', a.ZCONTENT)) FROM ZKIKATTACHMENT a
        WHERE a.ZMESSAGE = m.Z_PK AND a.ZCONTENT IS NOT NULL) AS attachments,
       m.ZTYPE AS kind
FROM ZKIKMESSAGE m
LEFT JOIN ZKIKUSER u ON u.Z_PK = m.ZUSER
ORDER BY m.Z_PK;

-- makes: contact
-- needs: ZKIKUSER(Z_PK, ZJID, ZUSERNAME)
-- optional: ZKIKUSER(ZDISPLAYNAME, ZEMAIL)
SELECT Z_PK AS row, ZJID AS contact_id, ZDISPLAYNAME AS name,
       CASE WHEN ZUSERNAME <> '' THEN json_array(ZUSERNAME) END AS handles,
       CASE WHEN ZEMAIL <> '' THEN json_array(ZEMAIL) END AS emails
FROM ZKIKUSER
ORDER BY Z_PK;
