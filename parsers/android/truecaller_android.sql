-- id: truecaller_android
-- app: Truecaller
-- platform: android
-- version: 1
-- paths: com.truecaller/databases/tc.db
-- match: history(tc_id, normalized_number, cached_name, timestamp)
-- tested: schema notes only

-- The types are 1 in, 2 out, 3 missed; others stay numbers. The name is what others call the number.
-- makes: call
-- needs: history(_id, timestamp, normalized_number, type, duration)
-- optional: history(cached_name, raw_number)
SELECT _id AS row, CASE WHEN type = 2 THEN 'out' WHEN type IN (1, 3) THEN 'in' END AS direction, coalesce(nullif(normalized_number, ''), raw_number) AS party_id,
       cached_name AS party, unix_ms(timestamp) AS started_at, duration AS duration_s, CASE WHEN type = 3 THEN 0 WHEN duration > 0 THEN 1 END AS answered, type AS kind
FROM history
ORDER BY _id;

-- makes: contact
-- when: raw_contact(contact_name)
-- needs: raw_contact(_id, contact_name)
-- optional: raw_contact(contact_default_number), data(data_raw_contact_id, data_type, data1)
-- index: data(data_raw_contact_id)
SELECT r._id AS row, r._id AS contact_id, r.contact_name AS name,
       coalesce((SELECT nullif(json_group_array(d.data1), '[]') FROM data d WHERE d.data_raw_contact_id = r._id AND d.data_type = 4 AND d.data1 <> ''),
                CASE WHEN r.contact_default_number <> '' THEN json_array(r.contact_default_number) END) AS phones
FROM raw_contact r
ORDER BY r._id;
