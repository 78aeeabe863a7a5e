-- file: HomeDomain/Library/Safari/CloudTabs.db
CREATE TABLE cloud_tabs(tab_uuid TEXT PRIMARY KEY NOT NULL, device_uuid TEXT, title TEXT, url TEXT);
INSERT INTO cloud_tabs VALUES ('T-9', 'D-1', 'Карта', 'https://example.org/map'), ('T-10', 'D-1', NULL, NULL);
