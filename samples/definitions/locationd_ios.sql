-- file: private/var/root/Library/Caches/locationd/cache_encryptedB.db
CREATE TABLE LocationHarvest(Timestamp FLOAT, Latitude FLOAT, Longitude FLOAT, HorizontalAccuracy FLOAT, Altitude FLOAT);
INSERT INTO LocationHarvest VALUES (794027045.5, 45.5, 68.25, 10, 311.5), (NULL, 45.6, 68.35, -1, NULL), (794027145, 0, 0, 0, 0);
CREATE TABLE WifiLocation(MAC INTEGER, Timestamp FLOAT, Latitude FLOAT, Longitude FLOAT, HorizontalAccuracy FLOAT);
INSERT INTO WifiLocation VALUES (1108152157446, 794027045, 45.5, 68.25, 50), ('2:0:0:0:0:1', 794027145, 45.6, 68.35, NULL), (5, 794027245, -180, -180, -1);
