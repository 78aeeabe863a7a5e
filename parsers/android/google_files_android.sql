-- id: google_files_android
-- app: Files by Google
-- platform: android
-- version: 1
-- paths: com.google.android.apps.nbu.files/databases/files_master_database
-- match: files_master_table(root_relative_file_path, file_date_modified_ms), files_metadata_table(file_id, latitude)
-- tested: version 97 of 2023

-- Pictures with their places, also of files that are gone.
-- makes: location
-- needs: files_metadata_table(rowid, file_id, latitude, longitude)
-- optional: files_metadata_table(taken_date_ms), files_master_table(id, root_path, root_relative_file_path)
SELECT m.rowid AS row, m.latitude AS latitude, m.longitude AS longitude, 'app_db' AS origin, unix_ms(m.taken_date_ms) AS at,
       f.root_path || '/' || f.root_relative_file_path AS label
FROM files_metadata_table m LEFT JOIN files_master_table f ON f.id = m.file_id
WHERE m.latitude <> 0 OR m.longitude <> 0
ORDER BY m.rowid;

-- makes: device_event
-- when: file_open_info_table
-- needs: file_open_info_table(rowid, file_id, file_open_time_stamp_ms)
-- optional: files_master_table(id, root_path, root_relative_file_path)
SELECT o.rowid AS row, 'file opened' AS kind, unix_ms(o.file_open_time_stamp_ms) AS at, f.root_path || '/' || f.root_relative_file_path AS text,
       'Files by Google' AS app
FROM file_open_info_table o LEFT JOIN files_master_table f ON f.id = o.file_id
ORDER BY o.rowid;
