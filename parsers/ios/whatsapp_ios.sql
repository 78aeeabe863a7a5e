-- id: whatsapp_ios
-- app: WhatsApp
-- app_from_path: WhatsAppSMB = WhatsApp Business
-- platform: ios
-- version: 2
-- paths: ChatStorage.sqlite; 7c/7c7fba66680ef796b916b067077cc246adacf01d
-- match: ZWAMESSAGE(ZCHATSESSION, ZTEXT, ZISFROMME), ZWACHATSESSION(ZCONTACTJID)
-- tested: an iOS backup of 2025, an iOS 15 file system
-- references: notes of public parsers

-- Types 6 and 10 are events; 14 is deleted. Coordinates mean a place with type 5 only: other types keep other things
-- in these columns. Bits 7 and 8 of the flags together mark a forwarded message.
-- makes: message
-- needs: ZWAMESSAGE(Z_PK, ZCHATSESSION, ZTEXT, ZMESSAGEDATE, ZMESSAGETYPE, ZISFROMME)
-- optional: ZWAMESSAGE(ZFROMJID, ZSENTDATE, ZGROUPEVENTTYPE, ZFLAGS, ZGROUPMEMBER, ZMEDIAITEM, ZPUSHNAME),
--   ZWACHATSESSION(Z_PK, ZCONTACTJID, ZPARTNERNAME), ZWAGROUPMEMBER(Z_PK, ZMEMBERJID, ZCONTACTNAME, ZFIRSTNAME),
--   ZWAMEDIAITEM(Z_PK, ZMEDIALOCALPATH, ZMEDIAURL, ZTITLE, ZVCARDSTRING, ZVCARDNAME, ZLATITUDE, ZLONGITUDE, ZMETADATA),
--   ZWAPROFILEPUSHNAME(ZJID, ZPUSHNAME)
WITH pushed AS (SELECT ZJID AS jid, max(ZPUSHNAME) AS name FROM ZWAPROFILEPUSHNAME GROUP BY ZJID),
     m AS (SELECT z.*, coalesce(g.ZMEMBERJID, CASE WHEN jid_kind(z.ZFROMJID) = 'private' THEN z.ZFROMJID END) AS sender_jid,
                  coalesce(nullif(g.ZCONTACTNAME, ''), g.ZFIRSTNAME) AS member_name
           FROM ZWAMESSAGE z LEFT JOIN ZWAGROUPMEMBER g ON g.Z_PK = z.ZGROUPMEMBER)
SELECT m.Z_PK AS row, c.ZCONTACTJID AS chat_id, c.ZPARTNERNAME AS chat,
       CASE WHEN m.ZISFROMME = 0 THEN m.sender_jid END AS sender_id,
       CASE WHEN m.ZISFROMME = 0
            THEN coalesce(m.member_name, p.name, CASE WHEN jid_kind(c.ZCONTACTJID) = 'private' THEN c.ZPARTNERNAME END) END AS sender,
       CASE WHEN m.ZMESSAGETYPE IN (6, 10) THEN 'system' WHEN m.ZISFROMME = 1 THEN 'out' WHEN m.ZISFROMME = 0 THEN 'in' END AS direction,
       coalesce(apple_time(m.ZMESSAGEDATE), apple_time(m.ZSENTDATE)) AS sent_at,
       coalesce(nullif(m.ZTEXT, ''), CASE WHEN m.ZMESSAGETYPE IN (1, 2, 3, 5, 11) THEN i.ZTITLE END) AS text,
       CASE WHEN i.ZMEDIALOCALPATH <> '' OR i.ZMEDIAURL <> ''
            THEN json_array(json_patch('{}', json_object(
                   'name', coalesce(CASE WHEN m.ZMESSAGETYPE = 8 THEN i.ZTITLE END, path_base(i.ZMEDIALOCALPATH)),
                   'mime', CASE WHEN i.ZVCARDSTRING LIKE '%/%' AND length(i.ZVCARDSTRING) < 100 THEN i.ZVCARDSTRING END,
                   'path', 'Message/' || nullif(i.ZMEDIALOCALPATH, ''),
                   'sha256', CASE WHEN length(i.ZVCARDNAME) = 44 THEN hex_blob(unbase64(i.ZVCARDNAME)) END)))
            WHEN m.ZMESSAGETYPE = 4 AND i.ZVCARDSTRING IS NOT NULL
            THEN json_array(json_patch('{}', json_object('name', vcard(i.ZVCARDSTRING, 'FN'), 'mime', 'text/vcard')))
       END AS attachments,
       CASE WHEN m.ZMESSAGETYPE = 5 THEN i.ZLATITUDE END AS latitude,
       CASE WHEN m.ZMESSAGETYPE = 5 THEN i.ZLONGITUDE END AS longitude,
       CASE WHEN m.ZMESSAGETYPE = 14 THEN 1 END AS deleted,
       CASE WHEN m.ZFLAGS & 384 = 384 THEN 'unknown' END AS forwarded_from,
       protobuf(i.ZMETADATA, '5') AS reply_to,
       m.ZMESSAGETYPE || CASE WHEN m.ZGROUPEVENTTYPE <> 0 THEN ':' || m.ZGROUPEVENTTYPE ELSE '' END AS kind
FROM m
LEFT JOIN ZWACHATSESSION c ON c.Z_PK = m.ZCHATSESSION
LEFT JOIN ZWAMEDIAITEM i ON i.Z_PK = m.ZMEDIAITEM
LEFT JOIN pushed p ON p.jid = m.sender_jid
ORDER BY m.Z_PK;

-- makes: chat
-- needs: ZWACHATSESSION(Z_PK, ZCONTACTJID)
-- optional: ZWACHATSESSION(ZPARTNERNAME), ZWAGROUPMEMBER(ZCHATSESSION, ZMEMBERJID)
-- index: ZWAGROUPMEMBER(ZCHATSESSION)
SELECT c.Z_PK AS row, c.ZCONTACTJID AS chat_id, c.ZPARTNERNAME AS name, jid_kind(c.ZCONTACTJID) AS kind,
       (SELECT json_group_array(g.ZMEMBERJID) FROM ZWAGROUPMEMBER g WHERE g.ZCHATSESSION = c.Z_PK AND g.ZMEMBERJID IS NOT NULL) AS participants
FROM ZWACHATSESSION c
ORDER BY c.Z_PK;

-- makes: location
-- when: ZWAMEDIAITEM(ZLATITUDE, ZLONGITUDE)
-- needs: ZWAMEDIAITEM(Z_PK, ZLATITUDE, ZLONGITUDE), ZWAMESSAGE(Z_PK, ZMEDIAITEM, ZMESSAGETYPE, ZMESSAGEDATE)
-- optional: ZWAMEDIAITEM(ZTITLE)
SELECT i.Z_PK AS row, i.ZLATITUDE AS latitude, i.ZLONGITUDE AS longitude, 'app_db' AS origin,
       apple_time(m.ZMESSAGEDATE) AS at, i.ZTITLE AS label
FROM ZWAMESSAGE m JOIN ZWAMEDIAITEM i ON i.Z_PK = m.ZMEDIAITEM
WHERE m.ZMESSAGETYPE = 5 AND (i.ZLATITUDE <> 0 OR i.ZLONGITUDE <> 0)
ORDER BY i.Z_PK;

-- What was typed and not sent.
-- makes: message
-- group: message (drafts)
-- when: ZWACHATSESSION(ZSAVEDINPUT)
-- needs: ZWACHATSESSION(Z_PK, ZCONTACTJID, ZSAVEDINPUT)
-- optional: ZWACHATSESSION(ZPARTNERNAME)
SELECT Z_PK AS row, ZCONTACTJID AS chat_id, ZPARTNERNAME AS chat, 'out' AS direction, ZSAVEDINPUT AS text, 'draft' AS kind
FROM ZWACHATSESSION
WHERE ZSAVEDINPUT <> ''
ORDER BY Z_PK;

-- Names that people gave themselves, also of those who are in no address book.
-- makes: contact
-- when: ZWAPROFILEPUSHNAME
-- needs: ZWAPROFILEPUSHNAME(Z_PK, ZJID, ZPUSHNAME)
SELECT Z_PK AS row, ZJID AS contact_id, ZPUSHNAME AS name, json_array(ZJID) AS account_ids
FROM ZWAPROFILEPUSHNAME
WHERE ZJID IS NOT NULL
ORDER BY Z_PK;
