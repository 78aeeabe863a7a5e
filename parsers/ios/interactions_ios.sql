-- id: interactions_ios
-- app: Interactions
-- platform: ios
-- version: 1
-- paths: CoreDuet/People/interactionC.db; 1f/1f5a521220a3ad80ebfdc196978df8e7a2e49dee
-- match: ZINTERACTIONS(ZBUNDLEID, ZDIRECTION, ZSENDER), ZCONTACTS(ZIDENTIFIER)
-- tested: an iOS backup of three rows
-- references: notes of public parsers

-- What the system noted of messages and calls, also of chats that are gone; it holds no text. Direction 0 came in, 1 went out.
-- makes: device_event
-- needs: ZINTERACTIONS(Z_PK, ZBUNDLEID, ZDIRECTION, ZSTARTDATE)
-- optional: ZINTERACTIONS(ZSENDER, ZRECIPIENTCOUNT, ZCREATIONDATE), ZCONTACTS(Z_PK, ZDISPLAYNAME, ZIDENTIFIER),
--   Z_2INTERACTIONRECIPIENT(Z_2RECIPIENTS, Z_3INTERACTIONRECIPIENT)
SELECT i.Z_PK AS row,
       'interaction, ' || CASE i.ZDIRECTION WHEN 0 THEN 'in' WHEN 1 THEN 'out' ELSE 'direction ' || i.ZDIRECTION END AS kind,
       apple_time(coalesce(i.ZSTARTDATE, i.ZCREATIONDATE)) AS at,
       nullif(trim(coalesce('from ' || s.ZIDENTIFIER || coalesce(' (' || s.ZDISPLAYNAME || ')', ''), '') ||
                   coalesce(' to ' || (SELECT group_concat(c.ZIDENTIFIER || coalesce(' (' || c.ZDISPLAYNAME || ')', ''), ', ')
                                       FROM Z_2INTERACTIONRECIPIENT j JOIN ZCONTACTS c ON c.Z_PK = j.Z_2RECIPIENTS
                                       WHERE j.Z_3INTERACTIONRECIPIENT = i.Z_PK), '')), '') AS text,
       i.ZBUNDLEID AS app
FROM ZINTERACTIONS i
LEFT JOIN ZCONTACTS s ON s.Z_PK = i.ZSENDER
ORDER BY i.Z_PK;

-- makes: contact
-- needs: ZCONTACTS(Z_PK, ZDISPLAYNAME, ZIDENTIFIER)
-- optional: ZCONTACTS(ZPERSONID)
SELECT Z_PK AS row, ZIDENTIFIER AS contact_id, ZDISPLAYNAME AS name,
       CASE WHEN ZIDENTIFIER GLOB '+[0-9]*' THEN json_array(ZIDENTIFIER) END AS phones,
       CASE WHEN ZIDENTIFIER LIKE '_%@_%._%' AND jid_kind(ZIDENTIFIER) NOT IN ('private', 'group') THEN json_array(ZIDENTIFIER) END
         AS emails
FROM ZCONTACTS
ORDER BY Z_PK;
