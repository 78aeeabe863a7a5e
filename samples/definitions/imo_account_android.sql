-- file: data/data/com.imo.android.imoim/databases/accountdb.db
CREATE TABLE account(_id INTEGER PRIMARY KEY, uid TEXT, name TEXT, phone TEXT);
INSERT INTO account VALUES (1, '1000', 'Ann', '+447700900100'), (2, NULL, NULL, NULL);
