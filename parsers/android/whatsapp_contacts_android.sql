-- id: whatsapp_contacts_android
-- app: WhatsApp
-- app_from_path: com.whatsapp.w4b = WhatsApp Business
-- platform: android
-- version: 1
-- paths: com.whatsapp*/databases/wa.db
-- match: wa_contacts(jid, is_whatsapp_user)
-- tested: database of 2023

-- Groups stand in the same table; they are chats, not people.
-- makes: contact
-- needs: wa_contacts(_id, jid)
-- optional: wa_contacts(display_name, wa_name, number, nickname)
SELECT _id AS row, jid AS contact_id, coalesce(nullif(display_name, ''), nullif(wa_name, ''), nickname) AS name,
       CASE WHEN number <> '' THEN json_array(number) END AS phones,
       json_array(jid) AS account_ids
FROM wa_contacts
WHERE jid_kind(jid) = 'private'
ORDER BY _id;
