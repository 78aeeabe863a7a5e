-- id: line_ios
-- app: LINE
-- platform: ios
-- version: 1
-- paths: Messages/Line.sqlite; Line.sqlite
-- match: ZMESSAGE(ZTIMESTAMP, ZSENDER, ZTEXT, ZCONTENTTYPE), ZCHAT(ZMID)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- A message without a sender was sent by the owner.
-- makes: message
-- needs: ZMESSAGE(Z_PK, ZTIMESTAMP, ZSENDER, ZTEXT)
-- optional: ZMESSAGE(ZCHAT, ZCONTENTTYPE, ZLATITUDE, ZLONGITUDE), ZCHAT(Z_PK, ZMID), ZUSER(Z_PK, ZMID, ZNAME, ZCUSTOMNAME)
SELECT m.Z_PK AS row, c.ZMID AS chat_id, (SELECT max(coalesce(nullif(u.ZCUSTOMNAME, ''), u.ZNAME)) FROM ZUSER u WHERE u.ZMID = c.ZMID) AS chat,
       s.ZMID AS sender_id, coalesce(nullif(s.ZCUSTOMNAME, ''), s.ZNAME) AS sender,
       CASE WHEN m.ZSENDER IS NULL THEN 'out' ELSE 'in' END AS direction, unix_ms(m.ZTIMESTAMP) AS sent_at, m.ZTEXT AS text,
       CASE WHEN m.ZLATITUDE <> 0 OR m.ZLONGITUDE <> 0 THEN m.ZLATITUDE END AS latitude,
       CASE WHEN m.ZLATITUDE <> 0 OR m.ZLONGITUDE <> 0 THEN m.ZLONGITUDE END AS longitude, m.ZCONTENTTYPE AS kind
FROM ZMESSAGE m
LEFT JOIN ZCHAT c ON c.Z_PK = m.ZCHAT
LEFT JOIN ZUSER s ON s.Z_PK = m.ZSENDER
ORDER BY m.Z_PK;

-- makes: contact
-- when: ZUSER
-- needs: ZUSER(Z_PK, ZMID, ZNAME)
-- optional: ZUSER(ZCUSTOMNAME)
SELECT Z_PK AS row, ZMID AS contact_id, coalesce(nullif(ZCUSTOMNAME, ''), ZNAME) AS name
FROM ZUSER
ORDER BY Z_PK;
