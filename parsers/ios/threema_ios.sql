-- id: threema_ios
-- app: Threema
-- platform: ios
-- version: 1
-- paths: ThreemaData.sqlite
-- match: ZMESSAGE(ZISOWN, ZCONVERSATION, ZTEXT), ZCONTACT(ZIDENTITY)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- The kind is the name of the entity.
-- makes: message
-- needs: ZMESSAGE(Z_PK, ZISOWN, ZCONVERSATION, ZTEXT, ZDATE)
-- optional: ZMESSAGE(Z_ENT, ZSENDER, ZCAPTION, ZREMOTESENTDATE, ZREADDATE, ZDELETEDAT, ZLASTEDITEDAT, ZLATITUDE, ZLONGITUDE, ZFILENAME,
--   ZFILENAME1, ZMIMETYPE, ZMIMETYPE1), ZCONVERSATION(Z_PK, ZGROUPNAME, ZCONTACT),
--   ZCONTACT(Z_PK, ZIDENTITY, ZFIRSTNAME, ZLASTNAME, ZPUBLICNICKNAME), Z_PRIMARYKEY(Z_ENT, Z_NAME)
SELECT m.Z_PK AS row, coalesce(k.ZIDENTITY, 'conversation ' || m.ZCONVERSATION) AS chat_id,
       coalesce(nullif(c.ZGROUPNAME, ''), nullif(trim(coalesce(k.ZFIRSTNAME, '') || ' ' || coalesce(k.ZLASTNAME, '')), ''),
                k.ZPUBLICNICKNAME) AS chat,
       CASE WHEN m.ZISOWN = 0 THEN coalesce(s.ZIDENTITY, k.ZIDENTITY) END AS sender_id,
       CASE WHEN m.ZISOWN = 0 THEN coalesce(nullif(trim(coalesce(s.ZFIRSTNAME, '') || ' ' || coalesce(s.ZLASTNAME, '')), ''),
                                            s.ZPUBLICNICKNAME) END AS sender,
       CASE WHEN p.Z_NAME = 'SystemMessage' THEN 'system' WHEN m.ZISOWN = 1 THEN 'out' WHEN m.ZISOWN = 0 THEN 'in' END AS direction,
       apple_time(coalesce(m.ZREMOTESENTDATE, m.ZDATE)) AS sent_at, CASE WHEN m.ZISOWN = 0 THEN apple_time(m.ZDATE) END AS received_at,
       apple_time(m.ZREADDATE) AS read_at,
       coalesce(nullif(m.ZTEXT, ''), m.ZCAPTION) AS text,
       CASE WHEN coalesce(m.ZFILENAME, m.ZFILENAME1, m.ZMIMETYPE, m.ZMIMETYPE1) IS NOT NULL
            THEN json_array(json_patch('{}', json_object('name', coalesce(m.ZFILENAME, m.ZFILENAME1),
                                                         'mime', coalesce(m.ZMIMETYPE, m.ZMIMETYPE1)))) END AS attachments,
       CASE WHEN m.ZLATITUDE <> 0 OR m.ZLONGITUDE <> 0 THEN m.ZLATITUDE END AS latitude,
       CASE WHEN m.ZLATITUDE <> 0 OR m.ZLONGITUDE <> 0 THEN m.ZLONGITUDE END AS longitude,
       CASE WHEN m.ZDELETEDAT > 0 THEN 1 END AS deleted, CASE WHEN m.ZLASTEDITEDAT > 0 THEN 1 END AS edited, p.Z_NAME AS kind
FROM ZMESSAGE m
LEFT JOIN ZCONVERSATION c ON c.Z_PK = m.ZCONVERSATION
LEFT JOIN ZCONTACT k ON k.Z_PK = c.ZCONTACT AND coalesce(c.ZGROUPNAME, '') = ''
LEFT JOIN ZCONTACT s ON s.Z_PK = m.ZSENDER
LEFT JOIN Z_PRIMARYKEY p ON p.Z_ENT = m.Z_ENT
ORDER BY m.Z_PK;

-- makes: contact
-- needs: ZCONTACT(Z_PK, ZIDENTITY)
-- optional: ZCONTACT(ZFIRSTNAME, ZLASTNAME, ZPUBLICNICKNAME, ZVERIFIEDMOBILENO, ZVERIFIEDEMAIL)
SELECT Z_PK AS row, ZIDENTITY AS contact_id,
       coalesce(nullif(trim(coalesce(ZFIRSTNAME, '') || ' ' || coalesce(ZLASTNAME, '')), ''), ZPUBLICNICKNAME) AS name,
       CASE WHEN ZPUBLICNICKNAME <> '' THEN json_array(ZPUBLICNICKNAME) END AS handles,
       CASE WHEN ZVERIFIEDMOBILENO <> '' THEN json_array(ZVERIFIEDMOBILENO) END AS phones,
       CASE WHEN ZVERIFIEDEMAIL <> '' THEN json_array(ZVERIFIEDEMAIL) END AS emails
FROM ZCONTACT
ORDER BY Z_PK;
