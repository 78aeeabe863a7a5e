-- id: notes_ios
-- app: Notes
-- platform: ios
-- version: 1
-- paths: NoteStore.sqlite; 4f/4f98687d8ab0d6d1a371110e6b7300f6e465bef2
-- match: ZICCLOUDSYNCINGOBJECT(ZNOTEDATA, ZTITLE1), ZICNOTEDATA(ZNOTE, ZDATA)
-- tested: iOS 15 and iOS 16 file systems
-- references: notes of public parsers

-- The text is a protobuf message in a gzip stream; a locked note's is encrypted, and its title alone is open. The number at
-- the end of the column of the creation time changes with the version.
-- makes: note
-- needs: ZICCLOUDSYNCINGOBJECT(Z_PK, ZTITLE1, ZNOTEDATA), ZICNOTEDATA(Z_PK, ZDATA)
-- optional: ZICCLOUDSYNCINGOBJECT(ZCREATIONDATE1, ZCREATIONDATE2, ZCREATIONDATE3, ZMODIFICATIONDATE1, ZSNIPPET,
--   ZISPASSWORDPROTECTED, ZMARKEDFORDELETION, ZFOLDER, ZTITLE2, ZCRYPTOTAG), ZICNOTEDATA(ZCRYPTOTAG)
SELECT n.Z_PK AS row,
       CASE WHEN n.ZMARKEDFORDELETION = 1 OR f.ZTITLE2 = 'Recently Deleted' THEN 'Notes (deleted)'
            WHEN n.ZISPASSWORDPROTECTED = 1 THEN 'Notes (locked)' ELSE 'Notes' END AS app,
       n.ZTITLE1 AS title,
       CASE WHEN n.ZISPASSWORDPROTECTED = 1 THEN NULL
            WHEN substr(d.ZDATA, 1, 2) = X'1F8B' THEN protobuf(gunzip(d.ZDATA), '2.3.2')
            ELSE n.ZSNIPPET END AS text,
       apple_time(coalesce(n.ZCREATIONDATE3, n.ZCREATIONDATE2, n.ZCREATIONDATE1)) AS at,
       apple_time(n.ZMODIFICATIONDATE1) AS modified_at
FROM ZICCLOUDSYNCINGOBJECT n
LEFT JOIN ZICNOTEDATA d ON d.Z_PK = n.ZNOTEDATA
LEFT JOIN ZICCLOUDSYNCINGOBJECT f ON f.Z_PK = n.ZFOLDER
WHERE n.ZNOTEDATA IS NOT NULL
ORDER BY n.Z_PK;

-- Who a shared note was shared with, as far as its owner invited them.
-- makes: contact
-- when: ZICCLOUDSYNCINGOBJECT(ZSERVERSHAREDATA)
-- needs: ZICCLOUDSYNCINGOBJECT(Z_PK, ZSERVERSHAREDATA)
WITH share AS MATERIALIZED (SELECT Z_PK AS id, plist_json(ZSERVERSHAREDATA, 'Participants') AS people
                            FROM ZICCLOUDSYNCINGOBJECT WHERE ZSERVERSHAREDATA IS NOT NULL)
SELECT s.id AS row, json_text(p.value, '$.ParticipantID') AS contact_id,
       nullif(trim(coalesce(json_extract(p.value, '$.UserIdentity.NameComponents."NS.nameComponentsPrivate"."NS.givenName"'), '') || ' ' ||
                   coalesce(json_extract(p.value, '$.UserIdentity.NameComponents."NS.nameComponentsPrivate"."NS.familyName"'), '')), '') AS name,
       CASE WHEN json_text(p.value, '$.UserIdentity.LookupInfo.PhoneNumber') IS NOT NULL
            THEN json_array(json_text(p.value, '$.UserIdentity.LookupInfo.PhoneNumber')) END AS phones,
       CASE WHEN json_text(p.value, '$.UserIdentity.LookupInfo.EmailAddress') IS NOT NULL
            THEN json_array(json_text(p.value, '$.UserIdentity.LookupInfo.EmailAddress')) END AS emails
FROM share s, json_each(s.people) p
WHERE s.people IS NOT NULL AND p.type = 'object'
ORDER BY s.id, p.key;
