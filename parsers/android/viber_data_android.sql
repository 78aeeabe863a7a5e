-- id: viber_data_android
-- app: Viber
-- platform: android
-- version: 1
-- paths: com.viber.voip*/databases/viber_data
-- match: calls(canonized_number, viber_call_type, date)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- The types are 1 in, 2 out, 3 missed; viber_call_type 1 is audio, 4 video.
-- makes: call
-- needs: calls(_id, date, number, type, duration)
-- optional: calls(canonized_number, viber_call_type)
SELECT _id AS row,
       CASE WHEN type = 2 THEN 'out' WHEN type IN (1, 3) THEN 'in' END AS direction,
       coalesce(nullif(canonized_number, ''), number) AS party_id, unix_ms(date) AS started_at, duration AS duration_s,
       CASE WHEN type = 3 THEN 0 WHEN duration > 0 THEN 1 END AS answered,
       CASE viber_call_type WHEN 4 THEN 1 WHEN 1 THEN 0 END AS video, type AS kind
FROM calls
ORDER BY _id;

-- makes: contact
-- when: phonebookcontact(display_name)
-- needs: phonebookcontact(_id, display_name)
-- optional: phonebookdata(contact_id, data1, data2)
-- index: phonebookdata(contact_id)
SELECT c._id AS row, c._id AS contact_id, c.display_name AS name,
       (SELECT json_group_array(coalesce(nullif(d.data2, ''), d.data1)) FROM phonebookdata d WHERE d.contact_id = c._id) AS phones
FROM phonebookcontact c
ORDER BY c._id;
