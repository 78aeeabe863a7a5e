-- id: viber_desktop
-- app: Viber
-- version: 1
-- paths: ViberPC/*/viber.db
-- match: Events(EventID, TimeStamp, Direction, ChatID), Messages(EventID, Body), Contact(ContactID, Number)
-- tested: schema notes only

-- An event is a message or a call; its direction is 0 in, 1 out. Flag 64 of the client is "edited".
-- makes: message
-- needs: Events(EventID, TimeStamp, Direction, ChatID, ContactID), Messages(EventID, Type, Body)
-- optional: Messages(Subject, PayloadPath, ClientFlag), Contact(ContactID, Name, ClientName, Number), ChatInfo(ChatID, Name)
-- row: Messages
SELECT m.EventID AS row, e.ChatID AS chat_id, i.Name AS chat,
       CASE WHEN e.Direction = 0 THEN c.Number END AS sender_id,
       CASE WHEN e.Direction = 0 THEN coalesce(nullif(c.Name, ''), c.ClientName) END AS sender,
       CASE e.Direction WHEN 0 THEN 'in' WHEN 1 THEN 'out' END AS direction, unix_ms(e.TimeStamp) AS sent_at,
       coalesce(nullif(m.Body, ''), m.Subject) AS text,
       CASE WHEN m.PayloadPath <> '' THEN json_array(json_object('name', path_base(m.PayloadPath), 'path', m.PayloadPath)) END AS attachments,
       CASE WHEN m.ClientFlag & 64 THEN 1 END AS edited, m.Type AS kind
FROM Messages m
LEFT JOIN Events e ON e.EventID = m.EventID
LEFT JOIN Contact c ON c.ContactID = e.ContactID
LEFT JOIN ChatInfo i ON i.ChatID = e.ChatID
ORDER BY m.EventID;

-- makes: call
-- when: Calls
-- needs: Calls(EventID, Duration), Events(EventID, TimeStamp, Direction, ContactID)
-- optional: Calls(CallStatus, Type), Contact(ContactID, Name, ClientName, Number)
SELECT k.EventID AS row, CASE e.Direction WHEN 0 THEN 'in' WHEN 1 THEN 'out' END AS direction, c.Number AS party_id,
       coalesce(nullif(c.Name, ''), c.ClientName) AS party, unix_ms(e.TimeStamp) AS started_at, k.Duration AS duration_s,
       CASE WHEN k.Duration > 0 THEN 1 END AS answered,
       coalesce(k.Type, '') || ':' || coalesce(k.CallStatus, '') AS kind
FROM Calls k
LEFT JOIN Events e ON e.EventID = k.EventID
LEFT JOIN Contact c ON c.ContactID = e.ContactID
ORDER BY k.EventID;

-- makes: chat
-- when: ChatInfo
-- needs: ChatInfo(ChatID)
-- optional: ChatInfo(Name), ChatRelation(ChatID, ContactID), Contact(ContactID, Number)
-- index: ChatRelation(ChatID)
SELECT i.ChatID AS row, i.ChatID AS chat_id, i.Name AS name,
       (SELECT json_group_array(c.Number) FROM ChatRelation r JOIN Contact c ON c.ContactID = r.ContactID
        WHERE r.ChatID = i.ChatID AND c.Number <> '') AS participants
FROM ChatInfo i
ORDER BY i.ChatID;

-- The owner is contact 1.
-- makes: account
-- when: Contact
-- needs: Contact(ContactID, Number)
-- optional: Contact(Name, ClientName, MID)
SELECT ContactID AS row, MID AS account_id, coalesce(nullif(Name, ''), ClientName) AS name, Number AS phone
FROM Contact
WHERE ContactID = 1;

-- makes: contact
-- when: Contact
-- needs: Contact(ContactID, Number)
-- optional: Contact(Name, ClientName, MID)
SELECT ContactID AS row, ContactID AS contact_id, coalesce(nullif(Name, ''), ClientName) AS name,
       CASE WHEN Number <> '' THEN json_array(Number) END AS phones, CASE WHEN MID <> '' THEN json_array(MID) END AS account_ids
FROM Contact
WHERE ContactID <> 1
ORDER BY ContactID;
