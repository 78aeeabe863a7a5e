-- file: private/var/mobile/Containers/Data/Application/5B8AA5E5-0000-4000-8000-00000000000B/Library/Application Support/ChatFiles/9000/db.sqlite
CREATE TABLE TIMMessageORM(identifier TEXT, localcreatedat REAL, servercreatedat REAL, sender INTEGER, content TEXT, belongingConversationIdentifier TEXT, deleted INTEGER, type INTEGER);
INSERT INTO TIMMessageORM VALUES ('m-1', 1772334245.5, 1772334246, 9001, '{"text":"привет"}', '0:1:9000:9001', 0, 7), ('m-2', 1772334300, 0, 9000, 'без разметки', '0:1:9000:9001', 1, 7),
  ('m-3', NULL, NULL, NULL, '{"aweType":700}', NULL, NULL, 8), ('m-4', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
