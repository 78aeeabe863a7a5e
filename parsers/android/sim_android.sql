-- id: sim_android
-- platform: android
-- version: 1
-- paths: com.android.providers.telephony/databases/telephony.db
-- match: siminfo(icc_id, sim_id, display_name)
-- tested: schema notes only
-- references: Android source, TelephonyProvider

-- SIM cards that were ever in the telephone; sim_id below zero is one that is out.
-- makes: device_event
-- needs: siminfo(_id, icc_id, sim_id)
-- optional: siminfo(display_name, carrier_name, number, imsi)
SELECT _id AS row, CASE WHEN sim_id < 0 THEN 'SIM card (removed)' ELSE 'SIM card' END AS kind,
       'ICCID ' || icc_id || coalesce(', number ' || nullif(number, ''), '') || coalesce(', IMSI ' || nullif(imsi, ''), '')
       || coalesce(', ' || nullif(carrier_name, ''), '') || coalesce(', ' || nullif(display_name, ''), '') AS text
FROM siminfo
ORDER BY _id;

-- makes: identifier
-- when: siminfo(number)
-- needs: siminfo(_id, number)
SELECT _id AS row, 'phone' AS kind, number AS value, 'app_db' AS origin FROM siminfo WHERE number <> '' ORDER BY _id;

-- makes: identifier
-- group: identifier (iccid)
-- when: siminfo(icc_id)
-- needs: siminfo(_id, icc_id)
SELECT _id AS row, 'iccid' AS kind, icc_id AS value, 'app_db' AS origin FROM siminfo WHERE icc_id GLOB '89*' ORDER BY _id;

-- makes: identifier
-- group: identifier (imsi)
-- when: siminfo(imsi)
-- needs: siminfo(_id, imsi)
SELECT _id AS row, 'imsi' AS kind, imsi AS value, 'app_db' AS origin FROM siminfo WHERE imsi <> '' ORDER BY _id;
