-- file: Users/a/AppData/Local/Yandex/YandexBrowser/User Data/Default/Web Data
CREATE TABLE autofill(name VARCHAR, value VARCHAR, value_lower VARCHAR, date_created INTEGER DEFAULT 0, date_last_used INTEGER DEFAULT 0,
  count INTEGER DEFAULT 1, PRIMARY KEY(name, value));
INSERT INTO autofill VALUES ('phone', '+44 7700 900131', '', 1772330000, 1772334245, 3), ('order', 'две пары', 'две пары', 1772330000, 0, 1),
  ('empty', NULL, NULL, NULL, NULL, NULL);
CREATE TABLE addresses(guid VARCHAR PRIMARY KEY, use_date INTEGER);
INSERT INTO addresses VALUES ('g1', 1772334245);
CREATE TABLE address_type_tokens(guid VARCHAR, type INTEGER, value VARCHAR, verification_status INTEGER, PRIMARY KEY(guid, type));
INSERT INTO address_type_tokens VALUES ('g1', 7, 'Ann Example', 2), ('g1', 14, '+447700900131', 0), ('g1', 33, '', 0), ('g2', 112, 'x', 0);
CREATE TABLE autofill_profiles(guid VARCHAR PRIMARY KEY, company_name VARCHAR, street_address VARCHAR, city VARCHAR, state VARCHAR,
  zipcode VARCHAR, country_code VARCHAR, date_modified INTEGER);
INSERT INTO autofill_profiles VALUES ('o1', NULL, '1 Steppe Road', 'Example', NULL, '000001', 'KZ', 1772334245), ('o2', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE autofill_profile_names(guid VARCHAR, first_name VARCHAR, middle_name VARCHAR, last_name VARCHAR, full_name VARCHAR);
INSERT INTO autofill_profile_names VALUES ('o1', 'Ann', '', 'Example', '');
CREATE TABLE autofill_profile_emails(guid VARCHAR, email VARCHAR);
INSERT INTO autofill_profile_emails VALUES ('o1', 'ann@mail.example'), ('o1', '');
CREATE TABLE autofill_profile_phones(guid VARCHAR, number VARCHAR);
INSERT INTO autofill_profile_phones VALUES ('o1', '+447700900132');
CREATE TABLE credit_cards(guid VARCHAR PRIMARY KEY, name_on_card VARCHAR, expiration_month INTEGER, expiration_year INTEGER, card_number_encrypted BLOB);
INSERT INTO credit_cards VALUES ('c1', 'ANN EXAMPLE', 7, 2028, x'763130'), ('c2', NULL, 0, 0, NULL);
CREATE TABLE masked_credit_cards(id VARCHAR, name_on_card VARCHAR, network VARCHAR, last_four VARCHAR, exp_month INTEGER, exp_year INTEGER, bank_name VARCHAR);
INSERT INTO masked_credit_cards VALUES ('m1', 'ANN EXAMPLE', 'VISA', '1111', 12, 2029, 'Example Bank'), ('m2', NULL, NULL, '4444', NULL, NULL, NULL);
CREATE TABLE token_service(service VARCHAR PRIMARY KEY, encrypted_token BLOB);
INSERT INTO token_service VALUES ('AccountId-100000000000000000001', x'763130aa'), ('lso', NULL);
