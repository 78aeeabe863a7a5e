-- file: Users/a/AppData/Roaming/Microsoft/Skype for Desktop/s4l-example_a.db
CREATE TABLE messagesv12(nsp_pk TEXT PRIMARY KEY, nsp_data TEXT);
INSERT INTO messagesv12 VALUES
  ('a', '{"conversationId":"8:example_b","creator":"8:example_b","createdTime":1772334245000,"content":"<b>где</b> ты","messagetype":"RichText","_isMyMessage":false}'),
  ('b', '{"conversationId":"8:example_b","creator":"8:example_a","createdTime":1772334300000,"content":"тут","messagetype":"RichText","_isMyMessage":true}'),
  ('c', 'no json'), ('d', NULL);
