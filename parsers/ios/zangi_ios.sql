-- id: zangi_ios
-- app: Zangi
-- platform: ios
-- version: 1
-- paths: zangidb*.sqlite
-- match: ZZANGIMESSAGE(ZMESSAGE, ZISRECEIVED, ZMESSAGETIME)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- makes: message
-- needs: ZZANGIMESSAGE(Z_PK, ZMESSAGE, ZISRECEIVED, ZMESSAGETIME)
-- optional: ZZANGIMESSAGE(ZFROM, ZCONVERSATION, ZTYPE, ZFILEEXTENSION, ZFILEREMOTEPATH), ZCONTACTNUMBER(Z_PK, ZFULLNUMBER),
--   ZCONVERSATION(Z_PK, ZUID)
SELECT m.Z_PK AS row, coalesce(c.ZUID, m.ZCONVERSATION) AS chat_id,
       CASE WHEN m.ZISRECEIVED = 1 THEN n.ZFULLNUMBER END AS sender_id,
       CASE m.ZISRECEIVED WHEN 1 THEN 'in' WHEN 0 THEN 'out' END AS direction,
       apple_time(m.ZMESSAGETIME) AS sent_at, m.ZMESSAGE AS text,
       CASE WHEN m.ZFILEREMOTEPATH <> '' THEN json_array(json_object('name', path_base(m.ZFILEREMOTEPATH))) END AS attachments,
       m.ZTYPE AS kind
FROM ZZANGIMESSAGE m
LEFT JOIN ZCONTACTNUMBER n ON n.Z_PK = m.ZFROM
LEFT JOIN ZCONVERSATION c ON c.Z_PK = m.ZCONVERSATION
ORDER BY m.Z_PK;

-- makes: contact
-- when: ZCONTACT
-- needs: ZCONTACT(Z_PK)
-- optional: ZCONTACT(ZFIRSTNAME, ZLASTNAME, ZDISPLAYNAME, ZIDENTIFIRE), ZZNUMBER(ZIDENTIFIRE, ZNUMBER)
SELECT k.Z_PK AS row, k.ZIDENTIFIRE AS contact_id,
       coalesce(nullif(trim(k.ZDISPLAYNAME), ''), nullif(trim(coalesce(k.ZFIRSTNAME, '') || ' ' || coalesce(k.ZLASTNAME, '')), '')) AS name,
       (SELECT json_group_array(z.ZNUMBER) FROM ZZNUMBER z WHERE z.ZIDENTIFIRE = k.ZIDENTIFIRE AND z.ZNUMBER IS NOT NULL) AS phones
FROM ZCONTACT k
ORDER BY k.Z_PK;
