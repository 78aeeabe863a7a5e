-- file: data/data/com.google.android.keep/databases/keep.db
CREATE TABLE tree_entity(_id INTEGER PRIMARY KEY, title TEXT, time_created INTEGER, time_last_updated INTEGER, user_edited_timestamp INTEGER, last_modifier_email TEXT);
INSERT INTO tree_entity VALUES (1, 'Список', 1772334245000, 1772334300000, 0, 'ann@mail.example'), (2, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE list_item(_id INTEGER PRIMARY KEY, list_parent_id INTEGER, text TEXT, is_deleted INTEGER);
INSERT INTO list_item VALUES (1, 1, 'пакеты', 0), (2, 1, 'весы', 0), (3, 9, 'сирота', 0);
