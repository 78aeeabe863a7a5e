-- file: data/data/com.android.vending/databases/library.db
CREATE TABLE ownership(account TEXT, library_id TEXT, backend INTEGER, doc_id TEXT, doc_type INTEGER, purchase_time INTEGER);
INSERT INTO ownership VALUES ('ann@mail.example', '3', 3, 'org.telegram.messenger', 1, 1772334245000), ('ann@mail.example', '3', 3, 'book', 5, 1772334245000), (NULL, NULL, NULL, NULL, NULL, NULL);
