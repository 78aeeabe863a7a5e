-- id: vcard
-- app: vCard
-- version: 1
-- source: vcard
-- paths: *.vcf
-- contains: BEGIN:VCARD
-- contains: begin:vcard
-- tested: contact files of three public projects
-- references: vCard 2.1, RFC 2426, RFC 6350

-- makes: contact
SELECT c.offset AS offset, c.length AS length,
       coalesce((SELECT nullif(p.value, '') FROM property p WHERE p.card = c.number AND p.name = 'FN'),
                (SELECT trim(coalesce(p.parts ->> 1, '') || ' ' || coalesce(p.parts ->> 0, '')) FROM property p
                 WHERE p.card = c.number AND p.name = 'N')) AS name,
       (SELECT json_group_array(replace(p.value, 'tel:', '')) FROM property p
        WHERE p.card = c.number AND p.name = 'TEL' AND p.value <> '') AS phones,
       (SELECT json_group_array(p.value) FROM property p
        WHERE p.card = c.number AND p.name = 'EMAIL' AND p.value <> '') AS emails,
       (SELECT json_group_array(p.value) FROM property p
        WHERE p.card = c.number AND p.value <> ''
          AND p.name IN ('IMPP', 'NICKNAME', 'X-SKYPE', 'X-SKYPE-USERNAME', 'X-JABBER', 'X-ICQ', 'X-TELEGRAM')) AS handles
FROM card c ORDER BY c.number;
