-- id: sticky_notes
-- app: Sticky Notes
-- version: 1
-- paths: Microsoft.MicrosoftStickyNotes_*/LocalState/plum.sqlite; plum.sqlite
-- match: Note(Text, CreatedAt, UpdatedAt, WindowPosition)
-- tested: schema notes only

-- Times are 100 ns since the year 1; 621355968000000000 of them until 1970. Lines begin with a mark "\id=…".
-- makes: note
-- needs: Note(rowid, Text)
-- optional: Note(CreatedAt, UpdatedAt)
WITH RECURSIVE cut(id, rest, text) AS (
  SELECT rowid, Text || char(10), '' FROM Note WHERE Text IS NOT NULL
  UNION ALL
  SELECT id, substr(rest, instr(rest, char(10)) + 1),
         text || CASE WHEN rest LIKE '\id=%' THEN substr(rest, instr(rest, ' ') + 1, instr(rest, char(10)) - instr(rest, ' '))
                      ELSE substr(rest, 1, instr(rest, char(10))) END
  FROM cut WHERE rest <> '')
SELECT n.rowid AS row, (SELECT rtrim(c.text, char(10)) FROM cut c WHERE c.id = n.rowid AND c.rest = '') AS text,
       unix_ms((n.CreatedAt - 621355968000000000) / 10000) AS at,
       unix_ms((n.UpdatedAt - 621355968000000000) / 10000) AS modified_at
FROM Note n
ORDER BY n.rowid;
