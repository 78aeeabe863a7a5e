-- id: contacts_android
-- app: Contacts
-- platform: android
-- version: 1
-- paths: com.*android.providers.contacts/databases/contacts2.db; com.android.providers.contacts/databases/profile.db
-- match: raw_contacts(_id, display_name), data(raw_contact_id, mimetype_id, data1), mimetypes(mimetype)
-- tested: schemas of Android 4 to 11
-- references: android.provider.ContactsContract

-- Each account keeps its own row of a person; a messenger's row proves the number it knows. Deleted rows stay until
-- the next synchronisation.
-- makes: contact
-- needs: raw_contacts(_id, display_name), data(raw_contact_id, mimetype_id, data1), mimetypes(_id, mimetype)
-- optional: raw_contacts(contact_id, account_id, account_type), accounts(_id, account_type), data(_id)
-- row: raw_contacts
WITH typed AS (SELECT d.raw_contact_id, d.data1, m.mimetype FROM data d JOIN mimetypes m ON m._id = d.mimetype_id
               WHERE d.data1 <> '' ORDER BY d._id)
SELECT r._id AS row,
       CASE coalesce(a.account_type, r.account_type) WHEN 'com.whatsapp' THEN 'WhatsApp' WHEN 'com.whatsapp.w4b' THEN 'WhatsApp Business'
            WHEN 'org.telegram.messenger' THEN 'Telegram' WHEN 'com.viber.voip' THEN 'Viber'
            WHEN 'org.thoughtcrime.securesms' THEN 'Signal' ELSE 'Contacts' END AS app,
       r.contact_id AS contact_id, r.display_name AS name,
       (SELECT json_group_array(t.data1) FROM typed t WHERE t.raw_contact_id = r._id AND t.mimetype = 'vnd.android.cursor.item/phone_v2') AS phones,
       (SELECT json_group_array(t.data1) FROM typed t WHERE t.raw_contact_id = r._id AND t.mimetype = 'vnd.android.cursor.item/email_v2') AS emails,
       (SELECT json_group_array(t.data1) FROM typed t WHERE t.raw_contact_id = r._id
        AND t.mimetype IN ('vnd.android.cursor.item/nickname', 'vnd.android.cursor.item/im')) AS handles
FROM raw_contacts r
LEFT JOIN accounts a ON a._id = r.account_id
ORDER BY r._id;

-- makes: device_event
-- when: deleted_contacts
-- needs: deleted_contacts(contact_id, contact_deleted_timestamp)
SELECT contact_id AS row, 'contact deleted' AS kind, unix_ms(contact_deleted_timestamp) AS at,
       'contact ' || contact_id AS text
FROM deleted_contacts
ORDER BY contact_id;
