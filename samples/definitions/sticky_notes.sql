-- file: Users/a/AppData/Local/Packages/Microsoft.MicrosoftStickyNotes_8wekyb3d8bbwe/LocalState/plum.sqlite
CREATE TABLE Note(Text VARCHAR, WindowPosition VARCHAR, Id VARCHAR PRIMARY KEY, CreatedAt BIGINT, DeletedAt BIGINT, UpdatedAt BIGINT);
INSERT INTO Note VALUES ('\id=5b1e0a1c-0000-4000-8000-000000000001 позвонить +447700900134' || char(10) || '\id=5b1e0a1c-0000-4000-8000-000000000002 до пяти', '', 'a',
  639079310450000000, NULL, 639079311000000000), ('plain line', '', 'b', 0, NULL, NULL), (NULL, NULL, 'c', NULL, NULL, NULL);
