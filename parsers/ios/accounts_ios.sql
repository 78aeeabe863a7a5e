-- id: accounts_ios
-- app: Accounts
-- platform: ios
-- version: 1
-- paths: Accounts/Accounts3.sqlite; 94/943624fd13e27b800cc6d9ce1100c22356ee365c
-- match: ZACCOUNT(ZACCOUNTTYPE, ZUSERNAME), ZACCOUNTTYPE(ZACCOUNTTYPEDESCRIPTION)
-- tested: iOS 15 and iOS 16 file systems
-- references: notes of public parsers

-- Which services were signed in, as whom; accounts without a user name belong to one that has it.
-- makes: account
-- needs: ZACCOUNT(Z_PK, ZACCOUNTTYPE, ZUSERNAME)
-- optional: ZACCOUNT(ZACCOUNTDESCRIPTION, ZIDENTIFIER, ZPARENTACCOUNT),
--   ZACCOUNTTYPE(Z_PK, ZACCOUNTTYPEDESCRIPTION, ZIDENTIFIER)
SELECT a.Z_PK AS row, coalesce(t.ZACCOUNTTYPEDESCRIPTION, t.ZIDENTIFIER) AS app, a.ZIDENTIFIER AS account_id,
       coalesce(nullif(a.ZUSERNAME, ''), nullif(a.ZACCOUNTDESCRIPTION, '')) AS name,
       CASE WHEN coalesce(a.ZUSERNAME, p.ZUSERNAME) LIKE '%_@_%' THEN coalesce(a.ZUSERNAME, p.ZUSERNAME) END AS email,
       CASE WHEN a.ZUSERNAME GLOB '+[0-9]*' THEN a.ZUSERNAME END AS phone
FROM ZACCOUNT a
LEFT JOIN ZACCOUNTTYPE t ON t.Z_PK = a.ZACCOUNTTYPE
LEFT JOIN ZACCOUNT p ON p.Z_PK = a.ZPARENTACCOUNT
ORDER BY a.Z_PK;
