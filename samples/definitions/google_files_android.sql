-- file: data/data/com.google.android.apps.nbu.files/databases/files_master_database
CREATE TABLE files_master_table(id INTEGER PRIMARY KEY, root_path TEXT, root_relative_file_path TEXT, file_name TEXT, file_date_modified_ms INTEGER);
INSERT INTO files_master_table VALUES (1, '/storage/emulated/0', 'DCIM/Camera/1.jpg', '1.jpg', 1772334245000);
CREATE TABLE files_metadata_table(file_id INTEGER UNIQUE, latitude REAL, longitude REAL, taken_date_ms INTEGER);
INSERT INTO files_metadata_table VALUES (1, 45.25, 68.25, 1772334245000), (2, 0, 0, NULL), (3, -45.5, 68.5, 0), (4, NULL, NULL, NULL);
CREATE TABLE file_open_info_table(file_id INTEGER NOT NULL, file_open_time_stamp_ms INTEGER NOT NULL);
INSERT INTO file_open_info_table VALUES (1, 1772334300000), (9, 1772334400000);
