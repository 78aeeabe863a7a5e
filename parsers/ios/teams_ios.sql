-- id: teams_ios
-- app: Microsoft Teams
-- platform: ios
-- version: 1
-- paths: SkypeSpacesDogfood/*/SkypeSpacesDogfood-*.sqlite
-- match: ZSMESSAGE(ZTHREADID, ZCONTENT, ZTS_ISSENTBYME), ZCONVERSATION(ZTSID)
-- tested: an iOS 15 file system
-- references: notes of public parsers

-- Texts of the types RichText are HTML. What happens to a chat comes as ThreadActivity and Event.
-- makes: message
-- needs: ZSMESSAGE(Z_PK, ZTHREADID, ZCONTENT, ZTS_ISSENTBYME, ZARRIVALTIME)
-- optional: ZSMESSAGE(ZFROM, ZIMDISPLAYNAME, ZMESSAGETYPE, ZDELETETIME, ZEDITTIME, ZTS_ISSOFTDELETED),
--   ZCONVERSATION(ZTSID, ZTHREADTOPIC, ZTOPIC)
SELECT m.Z_PK AS row, m.ZTHREADID AS chat_id, coalesce(c.ZTHREADTOPIC, c.ZTOPIC) AS chat,
       CASE WHEN m.ZTS_ISSENTBYME = 0 THEN m.ZFROM END AS sender_id,
       CASE WHEN m.ZTS_ISSENTBYME = 0 THEN m.ZIMDISPLAYNAME END AS sender,
       CASE WHEN m.ZMESSAGETYPE LIKE 'ThreadActivity/%' OR m.ZMESSAGETYPE LIKE 'Event/%' THEN 'system'
            WHEN m.ZTS_ISSENTBYME = 1 THEN 'out' WHEN m.ZTS_ISSENTBYME = 0 THEN 'in' END AS direction,
       apple_time(m.ZARRIVALTIME) AS sent_at, m.ZCONTENT AS text,
       CASE WHEN nullif(m.ZDELETETIME, '') IS NOT NULL OR m.ZTS_ISSOFTDELETED = 1 THEN 1 END AS deleted,
       CASE WHEN m.ZEDITTIME > 0 THEN 1 END AS edited, m.ZMESSAGETYPE AS kind
FROM ZSMESSAGE m
LEFT JOIN ZCONVERSATION c ON c.ZTSID = m.ZTHREADID
ORDER BY m.Z_PK;

-- makes: chat
-- needs: ZCONVERSATION(Z_PK, ZTSID)
-- optional: ZCONVERSATION(ZTHREADTYPE, ZTHREADTOPIC, ZTOPIC)
SELECT Z_PK AS row, ZTSID AS chat_id, coalesce(ZTHREADTOPIC, ZTOPIC) AS name, ZTHREADTYPE AS kind
FROM ZCONVERSATION
ORDER BY Z_PK;

-- Calls stand among the properties of the messages of a thread of their own.
-- makes: call
-- when: ZMESSAGEPROPERTIES(ZPROPERTIES)
-- needs: ZMESSAGEPROPERTIES(Z_PK, ZPROPERTIES)
WITH logged AS MATERIALIZED (SELECT Z_PK AS pk, plist_json(ZPROPERTIES, 'call-log') AS call FROM ZMESSAGEPROPERTIES)
SELECT pk AS row,
       CASE json_text(call, '$.callDirection') WHEN 'outgoing' THEN 'out' WHEN 'incoming' THEN 'in' END AS direction,
       CASE json_text(call, '$.callDirection') WHEN 'outgoing' THEN json_text(call, '$.target')
                                               WHEN 'incoming' THEN json_text(call, '$.originator') END AS party_id,
       CASE json_text(call, '$.callDirection') WHEN 'outgoing' THEN json_text(call, '$.targetParticipant.displayName')
            WHEN 'incoming' THEN json_text(call, '$.originatorParticipant.displayName') END AS party,
       unix_s(strftime('%s', json_text(call, '$.startTime'))) AS started_at,
       strftime('%s', json_text(call, '$.endTime')) - strftime('%s', json_text(call, '$.connectTime')) AS duration_s,
       CASE json_text(call, '$.callState') WHEN 'accepted' THEN 1 WHEN 'missed' THEN 0 WHEN 'declined' THEN 0 END AS answered,
       json_text(call, '$.callType') || ', ' || json_text(call, '$.callState') AS kind
FROM logged
WHERE call IS NOT NULL
ORDER BY pk;

-- A shared place is a card; a place of the moment keeps its coordinates, others name them within the address of their map.
-- makes: location
-- when: ZMESSAGEPROPERTIES(ZPROPERTIES)
-- needs: ZMESSAGEPROPERTIES(Z_PK, ZPROPERTIES)
-- optional: ZMESSAGEPROPERTIES(ZTSID)
WITH card AS MATERIALIZED (SELECT Z_PK AS pk, ZTSID AS tsid, plist(ZPROPERTIES, 'cards') AS cards FROM ZMESSAGEPROPERTIES),
     part AS MATERIALIZED (SELECT c.pk, c.tsid, b.value AS body, json_text(b.value, '$.selectAction.url') AS url, json_text(b.value, '$.id') AS id,
              (SELECT json_text(t.value, '$.text') FROM json_each(k.value, '$.content.body') t
               WHERE json_text(t.value, '$.type') = 'TextBlock' LIMIT 1) AS label
       FROM card c, json_each(CASE WHEN json_valid(c.cards) THEN c.cards ELSE '[]' END) k,
            json_each(k.value, '$.content.body') b
       WHERE b.type = 'object'),
     place AS MATERIALIZED (SELECT pk, tsid, label, url, CASE WHEN json_valid(id) THEN id END AS id,
              substr(url, instr(url, '~pos.') + 5) AS tail
       FROM part WHERE url LIKE '%~pos.%')
SELECT pk AS row,
       CAST(coalesce(json_text(id, '$.latitude'), substr(tail, 1, instr(tail, '_') - 1)) AS REAL) AS latitude,
       CAST(coalesce(json_text(id, '$.longitude'), substr(tail, instr(tail, '_') + 1)) AS REAL) AS longitude,
       'app_db' AS origin, unix_ms(tsid) AS at, label, url AS value
FROM place
ORDER BY pk;

-- makes: contact
-- when: ZSCONTACT
-- needs: ZSCONTACT(Z_PK, ZDISPLAYNAME)
-- optional: ZSCONTACT(ZEMAIL, ZPHONE, ZMRI)
SELECT Z_PK AS row, ZMRI AS contact_id, ZDISPLAYNAME AS name,
       CASE WHEN ZPHONE <> '' THEN json_array(ZPHONE) END AS phones,
       CASE WHEN ZEMAIL <> '' THEN json_array(ZEMAIL) END AS emails
FROM ZSCONTACT
ORDER BY Z_PK;

-- The address book as it was uploaded.
-- makes: contact
-- group: contact (device)
-- when: ZDEVICECONTACTHASH
-- needs: ZDEVICECONTACTHASH(Z_PK, ZDISPLAYNAME)
-- optional: ZDEVICECONTACTHASH(ZEMAIL, ZPHONENUMBER)
SELECT Z_PK AS row, ZDISPLAYNAME AS name, CASE WHEN ZPHONENUMBER <> '' THEN json_array(ZPHONENUMBER) END AS phones,
       CASE WHEN ZEMAIL <> '' THEN json_array(ZEMAIL) END AS emails
FROM ZDEVICECONTACTHASH
ORDER BY Z_PK;

-- People the app knows, its owner among them.
-- makes: contact
-- group: contact (users)
-- when: ZUSER
-- needs: ZUSER(Z_PK, ZTSID, ZDISPLAYNAME)
-- optional: ZUSER(ZMAIL, ZTELEPHONENUMBER, ZMOBILE, ZUSERPRINCIPALNAME)
SELECT Z_PK AS row, ZTSID AS contact_id, ZDISPLAYNAME AS name,
       CASE WHEN coalesce(ZTELEPHONENUMBER, ZMOBILE) <> '' THEN json_array(coalesce(ZTELEPHONENUMBER, ZMOBILE)) END AS phones,
       CASE WHEN ZMAIL <> '' THEN json_array(ZMAIL) END AS emails,
       CASE WHEN ZUSERPRINCIPALNAME <> '' THEN json_array(ZUSERPRINCIPALNAME) END AS handles
FROM ZUSER
ORDER BY Z_PK;
