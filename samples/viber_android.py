"""Viber of Android: viber_messages."""

import sqlite_build
from truth import unix_ms

_SCHEMA = """
CREATE TABLE conversations (_id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_type INTEGER DEFAULT 0, date INTEGER,
  name TEXT, group_id INTEGER DEFAULT 0, participant_id_1 INTEGER DEFAULT 0, participant_id_2 INTEGER DEFAULT 0,
  flags INTEGER DEFAULT 0);
CREATE TABLE participants_info (_id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER, member_id TEXT, number TEXT,
  display_name TEXT, contact_name TEXT, viber_name TEXT, participant_type INTEGER DEFAULT 1);
CREATE TABLE participants (_id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER, participant_info_id INTEGER,
  active INTEGER DEFAULT 0);
CREATE TABLE messages (_id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER, participant_id INTEGER,
  group_id INTEGER DEFAULT 0, user_id TEXT, date INTEGER, msg_date INTEGER, send_type INTEGER, status INTEGER, body TEXT,
  unread INTEGER DEFAULT 0, opened INTEGER DEFAULT 0, extra_mime INTEGER DEFAULT 0, extra_uri TEXT, extra_duration INTEGER,
  location_lat INTEGER DEFAULT 0, location_lng INTEGER DEFAULT 0, token INTEGER, deleted INTEGER DEFAULT 0,
  msg_info TEXT, timebomb INTEGER DEFAULT 0, flag INTEGER DEFAULT 0);
"""


def store(path, chats, truth):
    rows = [("participants_info", {"_id": 1, "member_id": "owner==", "number": "+447700900100", "display_name": "",
                                   "participant_type": 0})]
    number = 0
    for index, chat in enumerate(chats, 1):
        info, phone = index + 1, "+" + chat.phone
        rows.append(("conversations", {"_id": index, "conversation_type": 0, "date": unix_ms(chat.messages[-1].at)}))
        rows.append(("participants_info", {"_id": info, "member_id": "member%d==" % index, "number": phone,
                                           "display_name": chat.name, "contact_name": chat.name,
                                           "viber_name": chat.name}))
        rows.append(("participants", {"_id": index * 2 - 1, "conversation_id": index, "participant_info_id": 1}))
        rows.append(("participants", {"_id": index * 2, "conversation_id": index, "participant_info_id": info}))
        for message in chat.messages:
            number += 1
            rows.append(("messages", {
                "_id": number, "conversation_id": index, "participant_id": index * 2 - (1 if message.out else 0),
                "user_id": "member%d==" % index, "date": unix_ms(message.at), "msg_date": unix_ms(message.at),
                "send_type": int(message.out), "status": 2, "body": message.text, "token": 5000000000 + number}))
            truth.add("message", path, app="Viber", platform="android", chat_id=str(index),
                      direction="out" if message.out else "in", sender=None if message.out else chat.name,
                      sent_at=message.at, text=message.text)
            truth.finds(path, message.finds, "message_text")
    database, _ = sqlite_build.build(_SCHEMA, rows)
    truth.file(path, database)
    return database
