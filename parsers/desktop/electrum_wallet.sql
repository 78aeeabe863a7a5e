-- id: electrum_wallet
-- app: Electrum
-- version: 1
-- source: json
-- paths: *electrum*/wallets/*; *electrum*/testnet/wallets/*
-- contains: "wallet_type"
-- contains: "keystore"
-- contains: "addresses"
-- contains: "seed_version"
-- tested: invented sample only
-- references: Electrum's public sources, wallet_db

-- Addresses of the wallet itself. Its seed and private keys may stand in the same file, and are not read.
-- makes: wallet
SELECT n.pointer AS pointer, CASE WHEN lower((SELECT path FROM file)) LIKE '%electrum-ltc%' THEN 'LTC'
                                  WHEN lower((SELECT path FROM file)) LIKE '%electrum/%' THEN 'BTC' END AS currency,
       n.value AS address, CASE up.key WHEN 'change' THEN 'own, for change' ELSE 'own' END AS kind, 'file_text' AS origin
FROM node n JOIN node up ON up.id = n.parent
WHERE n.kind = 'text' AND n.pointer LIKE '/addresses/%' AND (up.key IN ('receiving', 'change') OR up.pointer = '/addresses')
ORDER BY n.id;

-- makes: note
SELECT n.pointer AS pointer, 'label of ' || n.key AS title, n.value AS text
FROM node n JOIN node up ON up.id = n.parent
WHERE n.kind = 'text' AND up.pointer = '/labels' AND n.value <> ''
ORDER BY n.id;

-- An entry of the address book is [kind, name] under the address.
-- makes: contact
SELECT n.pointer AS pointer, n.key AS contact_id, (SELECT value FROM node WHERE parent = n.id AND key = '1' AND kind = 'text') AS name,
       json_array(n.key) AS account_ids
FROM node n JOIN node up ON up.id = n.parent
WHERE up.pointer = '/contacts' AND n.kind = 'array'
ORDER BY n.id;

-- makes: account
SELECT '' AS pointer,
       CASE WHEN EXISTS (SELECT 1 FROM node WHERE key IN ('seed', 'xprv') AND kind = 'text' AND value <> '') THEN 'seed or key' END AS secret,
       (SELECT name FROM file) AS name
WHERE EXISTS (SELECT 1 FROM node WHERE pointer = '/wallet_type');
