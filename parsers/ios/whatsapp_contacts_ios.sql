-- id: whatsapp_contacts_ios
-- app: WhatsApp
-- app_from_path: WhatsAppSMB = WhatsApp Business
-- platform: ios
-- version: 1
-- paths: *group.net.whatsapp.WhatsApp*.shared/ContactsV2.sqlite; b8/b8548dc30aa1030df0ce18ef08b882cf7ab5212f
-- match: ZWAADDRESSBOOKCONTACT(ZFULLNAME, ZWHATSAPPID)
-- tested: an iOS backup of 2025, an iOS 15 file system

-- makes: contact
-- needs: ZWAADDRESSBOOKCONTACT(Z_PK, ZFULLNAME, ZWHATSAPPID)
-- optional: ZWAADDRESSBOOKCONTACT(ZPHONENUMBER, ZUSERNAME, ZLID)
SELECT Z_PK AS row, text_of(ZWHATSAPPID) AS contact_id, ZFULLNAME AS name,
       CASE WHEN ZPHONENUMBER IS NOT NULL THEN json_array(text_of(ZPHONENUMBER)) END AS phones,
       CASE WHEN ZUSERNAME IS NOT NULL THEN json_array(text_of(ZUSERNAME)) END AS handles,
       CASE WHEN ZLID IS NOT NULL THEN json_array(text_of(ZWHATSAPPID), text_of(ZLID)) ELSE json_array(text_of(ZWHATSAPPID)) END AS account_ids
FROM ZWAADDRESSBOOKCONTACT
ORDER BY Z_PK;
