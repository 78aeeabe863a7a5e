-- file: home/a/.thunderbird/x.default/global-messages-db.sqlite
CREATE TABLE messages(id INTEGER PRIMARY KEY, folderID INTEGER, messageKey INTEGER, conversationID INTEGER NOT NULL, date INTEGER,
  headerMessageID TEXT, deleted INTEGER NOT NULL default 0);
INSERT INTO messages VALUES (32, 1, 5, 1, 1772334245000000, 'm1@mail.example', 0), (33, NULL, NULL, 1, NULL, NULL, 1);
CREATE TABLE messagesText_content(docid INTEGER PRIMARY KEY, c0body, c1subject, c2attachmentNames, c3author, c4recipients);
INSERT INTO messagesText_content VALUES (32, 'Привет, всё в силе', 'встреча', '', 'Ann <ann@mail.example> undefined', 'Bob <bob@mail.example>');
