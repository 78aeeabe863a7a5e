-- id: addressbook_ios
-- app: Contacts
-- platform: ios
-- version: 1
-- paths: AddressBook/AddressBook.sqlitedb; 31/31bb7ba8914766d4ba40d6dfb6113c8b614be442
-- match: ABPerson(First, Last, Organization), ABMultiValue(record_id, property, value)
-- tested: iOS 15 and iOS 16 file systems
-- references: notes of public parsers

-- Properties of values: 3 telephone, 4 e-mail, 46 and 13 accounts of messengers and social networks (an entry list).
-- makes: contact
-- needs: ABPerson(ROWID, First, Last), ABMultiValue(UID, record_id, property, value)
-- optional: ABPerson(Middle, Organization, Nickname, DisplayName), ABMultiValueEntry(parent_id, key, value),
--   ABMultiValueEntryKey(ROWID, value)
-- index: ABMultiValue(record_id), ABMultiValueEntry(parent_id)
SELECT p.ROWID AS row, p.ROWID AS contact_id,
       coalesce(nullif(trim(replace(coalesce(p.First, '') || ' ' || coalesce(p.Middle, '') || ' ' || coalesce(p.Last, ''),
                                    '  ', ' ')), ''), p.DisplayName, p.Nickname, p.Organization) AS name,
       (SELECT json_group_array(v.value) FROM ABMultiValue v
        WHERE v.record_id = p.ROWID AND v.property = 3 AND v.value IS NOT NULL) AS phones,
       (SELECT json_group_array(v.value) FROM ABMultiValue v
        WHERE v.record_id = p.ROWID AND v.property = 4 AND v.value IS NOT NULL) AS emails,
       (SELECT json_group_array(e.value) FROM ABMultiValue v JOIN ABMultiValueEntry e ON e.parent_id = v.UID
        JOIN ABMultiValueEntryKey k ON k.ROWID = e.key
        WHERE v.record_id = p.ROWID AND v.property IN (13, 46) AND k.value IN ('username', 'identifier')
          AND e.value IS NOT NULL) AS handles
FROM ABPerson p
ORDER BY p.ROWID;
