-- id: imo_ios
-- app: imo
-- platform: ios
-- version: 1
-- paths: IMODb2.sqlite
-- match: ZIMOCHATMSG(ZTS, ZTEXT, ZISSENT), ZIMOCONTACT(ZBUID)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Times are nanoseconds.
-- makes: message
-- needs: ZIMOCHATMSG(Z_PK, ZTS, ZTEXT, ZISSENT)
-- optional: ZIMOCHATMSG(ZBUID, ZA_UID, ZALIAS, ZIMDATA), ZIMOCONTACT(ZBUID, ZDISPLAY, ZPH_NAME)
SELECT m.Z_PK AS row, m.ZBUID AS chat_id, (SELECT max(coalesce(c.ZDISPLAY, c.ZPH_NAME)) FROM ZIMOCONTACT c WHERE c.ZBUID = m.ZBUID) AS chat,
       CASE WHEN m.ZISSENT = 0 THEN m.ZA_UID END AS sender_id,
       CASE WHEN m.ZISSENT = 0 THEN coalesce((SELECT max(c.ZDISPLAY) FROM ZIMOCONTACT c WHERE c.ZBUID = m.ZA_UID), m.ZALIAS) END AS sender,
       CASE m.ZISSENT WHEN 1 THEN 'out' WHEN 0 THEN 'in' END AS direction,
       unix_auto(m.ZTS) AS sent_at, m.ZTEXT AS text,
       CASE WHEN substr(m.ZIMDATA, 1, 6) = CAST('bplist' AS BLOB) AND plist(m.ZIMDATA, 'objects.0.object_id') IS NOT NULL
            THEN json_array(json_object('name', plist(m.ZIMDATA, 'objects.0.object_id'))) END AS attachments,
       CASE WHEN substr(m.ZIMDATA, 1, 6) = CAST('bplist' AS BLOB) THEN plist(m.ZIMDATA, 'type') END AS kind
FROM ZIMOCHATMSG m
ORDER BY m.Z_PK;

-- makes: contact
-- needs: ZIMOCONTACT(Z_PK, ZBUID)
-- optional: ZIMOCONTACT(ZDISPLAY, ZPH_NAME, ZPHONE, ZDIGIT_PHONE)
SELECT Z_PK AS row, ZBUID AS contact_id, coalesce(ZDISPLAY, ZPH_NAME) AS name,
       CASE WHEN coalesce(ZDIGIT_PHONE, ZPHONE) <> '' THEN json_array(coalesce(ZDIGIT_PHONE, ZPHONE)) END AS phones
FROM ZIMOCONTACT
ORDER BY Z_PK;
