-- id: vk_old_android
-- app: VK
-- app_from_path: vkcoffee = VK Coffee
-- platform: android
-- version: 1
-- paths: com.vkontakte.android/databases/vk.db; su.operator555.vkcoffee/databases/vk.db
-- match: messages(mid, peer, sender, text, readstate)
-- tested: schema notes only

-- Bit 1 of the flags is "outgoing" in this service's interface; the database does not say that it is so here, and no
-- direction is given where the sender is not the peer.
-- makes: message
-- needs: messages(mid, peer, sender, text, time)
-- optional: messages(readstate), users(uid, firstname, lastname)
SELECT m.mid AS row, m.peer AS chat_id, m.sender AS sender_id,
       nullif(trim(coalesce(u.firstname, '') || ' ' || coalesce(u.lastname, '')), '') AS sender,
       CASE WHEN m.sender = m.peer THEN 'in' ELSE 'unknown' END AS direction, unix_s(m.time) AS sent_at, m.text AS text
FROM messages m LEFT JOIN users u ON u.uid = m.sender
ORDER BY m.mid;

-- makes: contact
-- when: users(uid, firstname)
-- needs: users(uid, firstname)
-- optional: users(lastname)
SELECT uid AS row, uid AS contact_id, trim(coalesce(firstname, '') || ' ' || coalesce(lastname, '')) AS name,
       json_array(CAST(uid AS TEXT)) AS account_ids
FROM users
ORDER BY uid;
