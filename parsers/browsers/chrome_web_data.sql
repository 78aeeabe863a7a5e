-- id: chrome_web_data
-- app: Chromium
-- app_from_path: com.android.chrome = Chrome; google-chrome = Chrome; Google/Chrome = Chrome; microsoft-edge = Edge;
--   Microsoft/Edge = Edge; Microsoft Edge = Edge; com.microsoft.emmx = Edge; YandexBrowser = Yandex; yandex-browser = Yandex;
--   com.yandex.browser = Yandex; Opera GX = Opera GX; Opera Software = Opera; com.opera = Opera; BraveSoftware = Brave;
--   com.brave = Brave; Vivaldi = Vivaldi; sbrowser = Samsung Internet; Mail.Ru/Atom = Atom; app_webview = WebView
-- version: 1
-- paths: Default/Web Data; Profile */Web Data; Opera*/Web Data; app_webview/Web Data; Default/Ya Autofill Data
-- match: autofill(name, value, value_lower)
-- tested: schema notes only
-- references: Chromium source, components/autofill/core/browser/webdata

-- makes: autofill
-- variant: since 2014
-- when: autofill
-- needs: autofill(rowid, name, value, date_last_used)
SELECT rowid AS row, name AS name, value AS value, unix_s(date_last_used) AS at
FROM autofill
ORDER BY rowid;

-- makes: autofill
-- variant: until 2014
-- when: autofill
-- needs: autofill(rowid, name, value, pair_id), autofill_dates(pair_id, date_created)
SELECT a.rowid AS row, a.name AS name, a.value AS value,
       unix_s((SELECT max(d.date_created) FROM autofill_dates d WHERE d.pair_id = a.pair_id)) AS at
FROM autofill a
ORDER BY a.rowid;

-- The parts of an address book entry of the owner, newer form. The numbers are Chromium's field types; rarer ones stay
-- numbers.
-- makes: autofill
-- group: autofill (addresses)
-- when: address_type_tokens
-- needs: address_type_tokens(rowid, guid, type, value)
-- optional: addresses(guid, use_date)
SELECT t.rowid AS row,
       'address: ' || CASE t.type WHEN 3 THEN 'first name' WHEN 4 THEN 'middle name' WHEN 5 THEN 'last name' WHEN 7 THEN 'name'
         WHEN 9 THEN 'e-mail' WHEN 14 THEN 'phone' WHEN 33 THEN 'city' WHEN 34 THEN 'state' WHEN 35 THEN 'zip' WHEN 36 THEN 'country'
         WHEN 60 THEN 'company' WHEN 77 THEN 'street' ELSE t.type END AS name,
       t.value AS value, unix_s(a.use_date) AS at
FROM address_type_tokens t LEFT JOIN addresses a ON a.guid = t.guid
WHERE t.value <> ''
ORDER BY t.rowid;

-- makes: autofill
-- group: autofill (local addresses)
-- when: local_addresses_type_tokens
-- needs: local_addresses_type_tokens(rowid, guid, type, value)
-- optional: local_addresses(guid, use_date)
SELECT t.rowid AS row,
       'address: ' || CASE t.type WHEN 3 THEN 'first name' WHEN 4 THEN 'middle name' WHEN 5 THEN 'last name' WHEN 7 THEN 'name'
         WHEN 9 THEN 'e-mail' WHEN 14 THEN 'phone' WHEN 33 THEN 'city' WHEN 34 THEN 'state' WHEN 35 THEN 'zip' WHEN 36 THEN 'country'
         WHEN 60 THEN 'company' WHEN 77 THEN 'street' ELSE t.type END AS name,
       t.value AS value, unix_s(a.use_date) AS at
FROM local_addresses_type_tokens t LEFT JOIN local_addresses a ON a.guid = t.guid
WHERE t.value <> ''
ORDER BY t.rowid;

-- The older form: one row of streets, and tables for names, addresses of mail and telephones.
-- makes: contact
-- when: autofill_profiles
-- needs: autofill_profiles(rowid, guid)
-- optional: autofill_profile_names(guid, first_name, middle_name, last_name, full_name), autofill_profile_emails(guid, email),
--   autofill_profile_phones(guid, number)
SELECT p.rowid AS row, p.guid AS contact_id,
       (SELECT coalesce(nullif(n.full_name, ''), trim(n.first_name || ' ' || n.last_name)) FROM autofill_profile_names n
        WHERE n.guid = p.guid ORDER BY n.rowid LIMIT 1) AS name,
       (SELECT json_group_array(e.email) FROM autofill_profile_emails e WHERE e.guid = p.guid AND e.email <> '') AS emails,
       (SELECT json_group_array(f.number) FROM autofill_profile_phones f WHERE f.guid = p.guid AND f.number <> '') AS phones
FROM autofill_profiles p
ORDER BY p.rowid;

-- makes: autofill
-- group: autofill (old addresses)
-- when: autofill_profiles(street_address)
-- needs: autofill_profiles(rowid, street_address)
-- optional: autofill_profiles(city, state, zipcode, country_code, company_name, use_date, date_modified)
SELECT rowid AS row, 'address' AS name,
       trim(coalesce(company_name, '') || char(10) || coalesce(street_address, '') || char(10) || coalesce(city, '') || char(10)
            || coalesce(state, '') || char(10) || coalesce(zipcode, '') || char(10) || coalesce(country_code, ''), char(10)) AS value,
       coalesce(unix_s(use_date), unix_s(date_modified)) AS at
FROM autofill_profiles
ORDER BY rowid;

-- A card that was typed in: its number is encrypted and stays so.
-- makes: card
-- when: credit_cards
-- needs: credit_cards(rowid, name_on_card, expiration_month, expiration_year)
SELECT rowid AS row, name_on_card AS holder,
       CASE WHEN expiration_year > 0 AND expiration_month BETWEEN 1 AND 12
            THEN printf('%02d%02d', expiration_year % 100, expiration_month) END AS expiry,
       'app_db' AS origin
FROM credit_cards
ORDER BY rowid;

-- A card of the account, of which only the last digits are here.
-- makes: card
-- group: card (masked)
-- when: masked_credit_cards
-- needs: masked_credit_cards(rowid, last_four)
-- optional: masked_credit_cards(name_on_card, network, exp_month, exp_year)
SELECT rowid AS row, last_four AS pan, lower(network) AS scheme, name_on_card AS holder,
       CASE WHEN exp_year > 0 AND exp_month BETWEEN 1 AND 12 THEN printf('%02d%02d', exp_year % 100, exp_month) END AS expiry,
       'masked' AS origin
FROM masked_credit_cards
ORDER BY rowid;

-- Accounts that are signed in, of their tokens only that they are there.
-- makes: account
-- when: token_service
-- needs: token_service(rowid, service, encrypted_token)
SELECT rowid AS row, CASE WHEN service LIKE 'AccountId-%' THEN substr(service, 11) ELSE service END AS account_id,
       CASE WHEN length(encrypted_token) > 0 THEN 'token' END AS secret
FROM token_service
ORDER BY rowid;
