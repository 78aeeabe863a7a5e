-- file: private/var/mobile/Library/CoreDuet/Knowledge/knowledgeC.db
CREATE TABLE ZOBJECT(Z_PK INTEGER PRIMARY KEY, ZVALUEINTEGER INTEGER, ZSTARTDATE TIMESTAMP, ZENDDATE TIMESTAMP, ZSTREAMNAME VARCHAR, ZVALUESTRING VARCHAR);
INSERT INTO ZOBJECT VALUES (1, NULL, 794027045.5, 794027105.5, '/app/inFocus', 'ph.telegra.Telegraph'), (2, 1, 794027200, 794028000, '/device/isLocked', NULL),
  (3, NULL, 794027300, 794027300, '/safari/history', 'https://example.org/map'), (4, NULL, 794027400, NULL, '/knowledge-sync-addition-window', 'x'),
  (5, 7, NULL, NULL, '/device/isLocked', NULL), (6, NULL, NULL, NULL, NULL, NULL);
