-- file: Users/a/AppData/Local/Google/Chrome/User Data/Default/Web Data
CREATE TABLE autofill(name VARCHAR, value VARCHAR, value_lower VARCHAR, pair_id INTEGER PRIMARY KEY, count INTEGER DEFAULT 1);
INSERT INTO autofill VALUES ('city', 'Example', 'example', 4, 2), ('x', 'y', 'y', 5, 1);
CREATE TABLE autofill_dates(pair_id INTEGER DEFAULT 0, date_created INTEGER DEFAULT 0);
INSERT INTO autofill_dates VALUES (4, 1300000000), (4, 1300000500);
CREATE TABLE local_addresses(guid VARCHAR PRIMARY KEY, use_date INTEGER);
CREATE TABLE local_addresses_type_tokens(guid VARCHAR, type INTEGER, value VARCHAR);
INSERT INTO local_addresses VALUES ('l1', 1772334245);
INSERT INTO local_addresses_type_tokens VALUES ('l1', 9, 'ann@mail.example'), ('l1', 77, NULL);
