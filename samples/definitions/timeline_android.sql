-- file: data/data/com.google.android.gms/databases/odlh-storage.db
CREATE TABLE semantic_segment_table(segment_id TEXT PRIMARY KEY, start_timestamp_seconds INTEGER, end_timestamp_seconds INTEGER, segment_type INTEGER, semantic_segment BLOB, obfuscated_gaia_id TEXT);
INSERT INTO semantic_segment_table VALUES ('a', 1772334245, 1772337845, 1, x'1a120a10220e2a0c08a0b4e2d70110a0bfb8c502', 'g'), ('b', 1772340000, NULL, 9, x'1a120a10220e2a0c08c08085a70e10c08ad1c602', NULL), ('c', NULL, NULL, NULL, NULL, NULL);
