-- file: data/data/com.discord/files/kv-storage/@account.100/a
CREATE TABLE messages0(a TEXT, b TEXT, c INTEGER, data BLOB);
INSERT INTO messages0 VALUES
  ('1', '2', 0, CAST('0{"id":"1","channel_id":"900","author":{"id":"200","username":"example_bob","global_name":"Bob"},"content":"сюда","timestamp":"2026-03-01T03:04:05.250000+00:00","edited_timestamp":null,"type":0,"attachments":[{"filename":"1.png","content_type":"image/png","url":"https://cdn.example/1.png"},7]}' AS BLOB)),
  ('1', '2', 1, CAST('{"message":{"channelId":"901","content":"wrapped","type":19,"editedTimestamp":"2026-03-01T03:05:00+00:00"}}' AS TEXT)),
  ('1', '2', 2, x'00ff'), ('1', '2', 3, NULL);
