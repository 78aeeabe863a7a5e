-- id: voicemail_ios
-- app: Voicemail
-- platform: ios
-- version: 1
-- paths: Voicemail/voicemail.db; 99/992df473bbb9e132f4b3b6e4d33f72171e97bc7a
-- match: voicemail(remote_uid, sender, callback_num, expiration)
-- tested: empty databases of iOS 15 and iOS 16, schema only
-- references: notes of public parsers

-- A trashed one keeps its row until it expires. Dates are seconds since 1970, of the bin since 2001.
-- makes: call
-- needs: voicemail(ROWID, date, sender, duration)
-- optional: voicemail(callback_num, trashed_date, flags)
SELECT ROWID AS row, 'in' AS direction, coalesce(nullif(sender, ''), callback_num) AS party_id, unix_s(date) AS started_at,
       duration AS duration_s, 0 AS answered,
       CASE WHEN trashed_date > 0 THEN 'voicemail, deleted' ELSE 'voicemail' END AS kind
FROM voicemail
ORDER BY ROWID;

-- makes: call
-- group: call (deleted)
-- when: deleted(remote_uid, sender)
-- needs: deleted(ROWID, date, sender, duration)
-- optional: deleted(callback_num)
SELECT ROWID AS row, 'in' AS direction, coalesce(nullif(sender, ''), callback_num) AS party_id, unix_s(date) AS started_at,
       duration AS duration_s, 0 AS answered, 'voicemail, deleted' AS kind
FROM deleted
ORDER BY ROWID;
