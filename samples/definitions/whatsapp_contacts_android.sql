-- file: data/data/com.whatsapp.w4b/databases/wa.db
CREATE TABLE wa_contacts(_id INTEGER PRIMARY KEY, jid TEXT NOT NULL, is_whatsapp_user BOOLEAN NOT NULL, number TEXT,
  display_name TEXT, wa_name TEXT, nickname TEXT);
INSERT INTO wa_contacts VALUES
  (1, '447700900101@s.whatsapp.net', 1, '+447700900101', 'Диспетчер', 'disp', NULL),
  (2, '447700900102@s.whatsapp.net', 1, NULL, NULL, 'Гүлнәр', NULL),
  (3, '447700900102-1760000000@g.us', 1, NULL, 'Склад', NULL, NULL),
  (4, 'status@broadcast', 0, NULL, NULL, NULL, NULL);
