-- id: passes_ios
-- app: Wallet
-- platform: ios
-- version: 1
-- paths: Passes/passes23.sqlite
-- match: payment_transaction(transaction_date, merchant_name, amount, currency_code)
-- tested: schema only, no public database with rows
-- references: notes of public parsers

-- Amounts are stored in ten-thousandths. What the numbers of the type mean is not documented, so no direction is given.
-- makes: payment
-- needs: payment_transaction(pid, transaction_date, amount, currency_code)
-- optional: payment_transaction(merchant_name, peer_payment_counterpart_handle)
SELECT pid AS row, apple_time(transaction_date) AS at,
       CASE WHEN amount IS NULL THEN NULL WHEN amount % 10000 = 0 THEN CAST(amount / 10000 AS TEXT) ELSE printf('%.2f', amount / 10000.0) END AS amount,
       currency_code AS currency, coalesce(nullif(merchant_name, ''), peer_payment_counterpart_handle) AS counterparty,
       'Apple Pay' AS bank, 'app' AS origin
FROM payment_transaction
ORDER BY pid;

-- makes: location
-- when: payment_transaction(location_latitude)
-- needs: payment_transaction(pid, location_latitude, location_longitude)
-- optional: payment_transaction(location_date, transaction_date, location_altitude, merchant_name)
SELECT pid AS row, location_latitude AS latitude, location_longitude AS longitude, location_altitude AS altitude_m,
       apple_time(coalesce(location_date, transaction_date)) AS at, 'app_db' AS origin, merchant_name AS label
FROM payment_transaction
WHERE location_latitude IS NOT NULL AND (location_latitude <> 0 OR location_longitude <> 0)
ORDER BY pid;
