"""WhatsApp of Android: msgstore.db in its present and its former schema, and the contacts of wa.db."""

import sqlite_build
from truth import unix_ms

APP = "WhatsApp"

_NEW_SCHEMA = """
CREATE TABLE jid (_id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, server TEXT NOT NULL, agent INTEGER,
  device INTEGER, type INTEGER, raw_string TEXT);
CREATE TABLE chat (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT,
  created_timestamp INTEGER, display_message_row_id INTEGER, last_message_row_id INTEGER, archived INTEGER,
  sort_timestamp INTEGER, ephemeral_expiration INTEGER, group_type INTEGER NOT NULL DEFAULT 0);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL,
  key_id TEXT NOT NULL, sender_jid_row_id INTEGER, status INTEGER, broadcast INTEGER, recipient_count INTEGER,
  participant_hash TEXT, origination_flags INTEGER, origin INTEGER, timestamp INTEGER, received_timestamp INTEGER,
  receipt_server_timestamp INTEGER, message_type INTEGER, text_data TEXT, starred INTEGER, lookup_tables INTEGER,
  message_add_on_flags INTEGER, view_mode INTEGER, sort_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, autotransfer_retry_enabled INTEGER,
  media_job_uuid TEXT, transferred INTEGER, file_path TEXT, file_size INTEGER, media_key BLOB, media_key_timestamp INTEGER,
  width INTEGER, height INTEGER, message_url TEXT, mime_type TEXT, file_length INTEGER, media_name TEXT, file_hash TEXT,
  media_duration INTEGER, media_caption TEXT);
CREATE TABLE message_location (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, latitude REAL, longitude REAL,
  place_name TEXT, place_address TEXT, url TEXT, live_location_share_duration INTEGER,
  live_location_sequence_number INTEGER, live_location_final_latitude REAL, live_location_final_longitude REAL,
  live_location_final_timestamp INTEGER, map_download_status INTEGER);
CREATE TABLE message_quoted (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, parent_message_chat_row_id INTEGER,
  from_me INTEGER, sender_jid_row_id INTEGER, key_id TEXT, timestamp INTEGER, message_type INTEGER, text_data TEXT);
CREATE TABLE message_forwarded (message_row_id INTEGER PRIMARY KEY, forward_score INTEGER);
CREATE TABLE message_revoked (message_row_id INTEGER PRIMARY KEY, revoked_key_id TEXT NOT NULL, admin_jid_row_id INTEGER,
  revoke_timestamp INTEGER);
CREATE TABLE message_edit_info (message_row_id INTEGER PRIMARY KEY, original_key_id TEXT NOT NULL,
  edited_timestamp INTEGER NOT NULL, sender_timestamp INTEGER NOT NULL);
CREATE TABLE message_vcard (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, vcard TEXT);
CREATE TABLE call_log (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER, from_me INTEGER, call_id TEXT,
  transaction_id INTEGER, timestamp INTEGER, video_call INTEGER, duration INTEGER, call_result INTEGER,
  bytes_transferred INTEGER, group_jid_row_id INTEGER NOT NULL DEFAULT 0, is_joinable_group_call INTEGER,
  call_creator_device_jid_row_id INTEGER, call_link_row_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE group_participant_user (_id INTEGER PRIMARY KEY AUTOINCREMENT, group_jid_row_id INTEGER NOT NULL,
  user_jid_row_id INTEGER NOT NULL, rank INTEGER, pending INTEGER, add_timestamp INTEGER);
CREATE TABLE props (_id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, value TEXT);
"""

_OLD_SCHEMA = """
CREATE TABLE messages (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT NOT NULL, key_from_me INTEGER,
  key_id TEXT NOT NULL, status INTEGER, needs_push INTEGER, data TEXT, timestamp INTEGER, media_url TEXT,
  media_mime_type TEXT, media_wa_type TEXT, media_size INTEGER, media_name TEXT, media_caption TEXT, media_hash TEXT,
  media_duration INTEGER, origin INTEGER, latitude REAL, longitude REAL, thumb_image TEXT, remote_resource TEXT,
  received_timestamp INTEGER, send_timestamp INTEGER, receipt_server_timestamp INTEGER, receipt_device_timestamp INTEGER,
  read_device_timestamp INTEGER, played_device_timestamp INTEGER, raw_data BLOB, recipient_count INTEGER,
  participant_hash TEXT, starred INTEGER, quoted_row_id INTEGER, mentioned_jids TEXT, multicast_id TEXT,
  edit_version INTEGER, media_enc_hash TEXT, payment_transaction_id TEXT, forwarded INTEGER);
CREATE TABLE chat_list (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT UNIQUE, message_table_id INTEGER,
  subject TEXT, creation INTEGER, archived INTEGER, sort_timestamp INTEGER);
CREATE TABLE group_participants (_id INTEGER PRIMARY KEY AUTOINCREMENT, gjid TEXT NOT NULL, jid TEXT NOT NULL,
  admin INTEGER, pending INTEGER, sent_sender_key INTEGER);
"""

_CONTACT_SCHEMA = """
CREATE TABLE wa_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid TEXT NOT NULL, is_whatsapp_user BOOLEAN NOT NULL,
  status TEXT, status_timestamp INTEGER, number TEXT, raw_contact_id INTEGER, display_name TEXT, phone_type INTEGER,
  phone_label TEXT, unseen_msg_count INTEGER, photo_ts INTEGER, given_name TEXT, family_name TEXT, wa_name TEXT,
  sort_name TEXT, nickname TEXT, company TEXT, title TEXT);
"""


def _user_jid(phone):
    return phone + "@s.whatsapp.net"


def _chat_jid(chat, first):
    return "447700900100-%d@g.us" % first.timestamp() if chat.group else _user_jid(chat.phone)


def _plant(truth, path, chat, jid, message, sender_jid):
    keys = {}
    if message.place:
        keys.update(latitude=message.place[0], longitude=message.place[1])
    truth.add("message", path, app=APP, platform="android", chat_id=jid, chat=chat.name if chat.group else None,
              direction="out" if message.out else "in", sender_id=None if message.out else sender_jid,
              sent_at=message.at, text=message.text or None, **keys)
    if message.place:
        truth.add("location", path, latitude=message.place[0], longitude=message.place[1], origin="app_db",
                  at=message.at)
    truth.finds(path, message.finds, "message_text")


class _NewStore:
    def __init__(self):
        self.jids, self.chats, self.messages = {}, {}, 0

    def jid(self, raw, rows):
        if raw not in self.jids:
            self.jids[raw] = len(self.jids) + 1
            user, server = raw.split("@")
            rows.append(("jid", {"_id": self.jids[raw], "user": user, "server": server, "agent": 0, "device": 0,
                                 "type": 1 if server == "g.us" else 0, "raw_string": raw}))
        return self.jids[raw]

    def chat(self, raw, chat, created, rows):
        if raw not in self.chats:
            self.chats[raw] = len(self.chats) + 1
            rows.append(("chat", {"_id": self.chats[raw], "jid_row_id": self.jid(raw, rows), "hidden": 0,
                                  "subject": chat.name if chat.group else None, "created_timestamp": unix_ms(created),
                                  "archived": 0, "sort_timestamp": unix_ms(chat.messages[-1].at)}))
        return self.chats[raw]

    def message(self, chat_row, message, sender_jid, rows):
        self.messages += 1
        number = self.messages
        kind = 1 if message.photo else 5 if message.place else 0
        rows.append(("message", {
            "_id": number, "chat_row_id": chat_row, "from_me": int(message.out), "key_id": "3EB0%012X" % number,
            "sender_jid_row_id": self.jid(sender_jid, rows) if sender_jid else 0,
            "status": 13 if message.out else 0, "origination_flags": 0, "timestamp": unix_ms(message.at),
            "received_timestamp": unix_ms(message.at) + 900, "receipt_server_timestamp": -1, "message_type": kind,
            "text_data": message.text or None, "starred": 0, "sort_id": number}))
        if message.photo:
            rows.append(("message_media", {
                "message_row_id": number, "chat_row_id": chat_row, "transferred": 1, "mime_type": "image/jpeg",
                "file_path": "Media/WhatsApp Images/Sent/" + message.photo, "width": 160, "height": 120}))
        if message.place:
            rows.append(("message_location", {"message_row_id": number, "chat_row_id": chat_row,
                                              "latitude": message.place[0], "longitude": message.place[1]}))


def new_store(path, chats, late, group_members, truth):
    """Returns (msgstore.db, its -wal or None). late: {chat key: messages that are only in the log}."""
    store, rows, wal_rows = _NewStore(), [], []
    rows.append(("message", {"_id": 1, "chat_row_id": -1, "from_me": 0, "key_id": "-1", "status": -1, "timestamp": 0,
                             "message_type": -1}))  # the app's own first row, which is no message
    store.messages = 1
    for chat in chats:
        jid = _chat_jid(chat, chat.messages[0].at)
        chat_row = store.chat(jid, chat, chat.messages[0].at, rows)
        for target, messages in ((rows, chat.messages), (wal_rows, late.get(chat.key, []))):
            for message in messages:
                sender = _user_jid(group_members[message.sender][0]) if message.sender else None
                _plant(truth, path, chat, jid, message, sender or jid)
                store.message(chat_row, message, sender, target)
    database, wal = sqlite_build.build(_NEW_SCHEMA, rows, wal_rows or None)
    truth.file(path, database)
    if wal:
        truth.file(path + "-wal", wal)
    return database, wal


def old_store(path, chats, group_members, truth):
    rows, number = [], 1
    rows.append(("messages", {"_id": 1, "key_remote_jid": "-1", "key_from_me": 0, "key_id": "-1", "status": -1,
                              "timestamp": 0, "media_wa_type": "-1"}))
    for chat in chats:
        jid = _chat_jid(chat, chat.messages[0].at)
        rows.append(("chat_list", {"key_remote_jid": jid, "subject": chat.name if chat.group else None,
                                   "creation": unix_ms(chat.messages[0].at)}))
        for message in chat.messages:
            number += 1
            sender = _user_jid(group_members[message.sender][0]) if message.sender else None
            _plant(truth, path, chat, jid, message, sender or jid)
            rows.append(("messages", {
                "_id": number, "key_remote_jid": jid, "key_from_me": int(message.out), "key_id": "3EB0%08X" % number,
                "status": 13 if message.out else 0, "data": message.text or None, "timestamp": unix_ms(message.at),
                "media_wa_type": "1" if message.photo else "5" if message.place else "0",
                "media_mime_type": "image/jpeg" if message.photo else None, "media_name": message.photo,
                "latitude": message.place[0] if message.place else 0.0,
                "longitude": message.place[1] if message.place else 0.0, "remote_resource": sender,
                "received_timestamp": unix_ms(message.at) + 900}))
    database, _ = sqlite_build.build(_OLD_SCHEMA, rows)
    truth.file(path, database)
    return database


def contacts(path, people, truth):
    """wa.db. people: (name, "+number")."""
    rows = []
    for name, phone in people:
        jid = _user_jid(phone.lstrip("+"))
        rows.append(("wa_contacts", {"jid": jid, "is_whatsapp_user": 1, "number": phone, "display_name": name,
                                     "wa_name": name}))
        truth.add("contact", path, app=APP, name=name, phones=[phone])
    database, _ = sqlite_build.build(_CONTACT_SCHEMA, rows)
    truth.file(path, database)
    return database
