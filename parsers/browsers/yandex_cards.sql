-- id: yandex_cards
-- app: Yandex
-- version: 1
-- paths: Ya Credit Cards
-- match: records(guid, public_data, private_data)
-- tested: schema notes only

-- public_data is JSON in the clear; the number stands encrypted in private_data and is not read.
-- makes: card
-- needs: records(rowid, public_data)
SELECT rowid AS row, json_text(public_data, '$.card_holder') AS holder,
       CASE WHEN CAST(json_text(public_data, '$.expire_date_month') AS INTEGER) BETWEEN 1 AND 12
             AND CAST(json_text(public_data, '$.expire_date_year') AS INTEGER) > 0
            THEN printf('%02d%02d', CAST(json_text(public_data, '$.expire_date_year') AS INTEGER) % 100,
                        CAST(json_text(public_data, '$.expire_date_month') AS INTEGER)) END AS expiry,
       'app_db' AS origin
FROM records
ORDER BY rowid;
