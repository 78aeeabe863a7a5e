"""Stores of an iPhone: sms.db and WhatsApp's ChatStorage.sqlite."""

import sqlite_build
from truth import utc

_APPLE_EPOCH_S = 978307200  # seconds from 1970 to 2001

_SMS_SCHEMA = """
CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL,
  uncanonicalized_id TEXT, person_centric_id TEXT);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, state INTEGER,
  account_id TEXT, properties BLOB, chat_identifier TEXT, service_name TEXT, room_name TEXT, account_login TEXT,
  is_archived INTEGER DEFAULT 0, last_addressed_handle TEXT, display_name TEXT, group_id TEXT);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT,
  replace INTEGER DEFAULT 0, service_center TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, country TEXT,
  attributedBody BLOB, version INTEGER DEFAULT 0, type INTEGER DEFAULT 0, service TEXT, account TEXT, account_guid TEXT,
  error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, date_delivered INTEGER, is_delivered INTEGER DEFAULT 0,
  is_finished INTEGER DEFAULT 0, is_emote INTEGER DEFAULT 0, is_from_me INTEGER DEFAULT 0, is_empty INTEGER DEFAULT 0,
  is_read INTEGER DEFAULT 0, is_sent INTEGER DEFAULT 0, has_dd_results INTEGER DEFAULT 0,
  cache_has_attachments INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, group_title TEXT,
  associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0, balloon_bundle_id TEXT,
  thread_originator_guid TEXT, date_edited INTEGER, date_retracted INTEGER, message_summary_info BLOB);
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, created_date INTEGER DEFAULT 0,
  start_date INTEGER DEFAULT 0, filename TEXT, uti TEXT, mime_type TEXT, transfer_state INTEGER DEFAULT 0,
  is_outgoing INTEGER DEFAULT 0, transfer_name TEXT, total_bytes INTEGER DEFAULT 0);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0,
  PRIMARY KEY (chat_id, message_id));
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE(message_id, attachment_id));
CREATE TABLE deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, guid TEXT NOT NULL);
"""

_WHATSAPP_SCHEMA = """
CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZARCHIVED INTEGER, ZREMOVED INTEGER,
  ZSESSIONTYPE INTEGER, ZMESSAGECOUNTER INTEGER, ZUNREADCOUNT INTEGER, ZGROUPINFO INTEGER, ZLASTMESSAGE INTEGER,
  ZLASTMESSAGEDATE TIMESTAMP, ZCONTACTIDENTIFIER VARCHAR, ZCONTACTJID VARCHAR, ZPARTNERNAME VARCHAR);
CREATE TABLE ZWAGROUPINFO (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCHATSESSION INTEGER,
  ZCREATIONDATE TIMESTAMP, ZCREATORJID VARCHAR);
CREATE TABLE ZWAGROUPMEMBER (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZISACTIVE INTEGER, ZISADMIN INTEGER,
  ZCHATSESSION INTEGER, ZCONTACTIDENTIFIER VARCHAR, ZCONTACTNAME VARCHAR, ZFIRSTNAME VARCHAR, ZMEMBERJID VARCHAR);
CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZFILESIZE INTEGER,
  ZMOVIEDURATION INTEGER, ZMESSAGE INTEGER, ZLATITUDE FLOAT, ZLONGITUDE FLOAT, ZMEDIALOCALPATH VARCHAR,
  ZMEDIAURL VARCHAR, ZTITLE VARCHAR, ZVCARDNAME VARCHAR, ZVCARDSTRING VARCHAR, ZXMPPTHUMBPATH VARCHAR, ZMETADATA BLOB);
CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZFLAGS INTEGER, ZGROUPEVENTTYPE INTEGER,
  ZISFROMME INTEGER, ZMESSAGEERRORSTATUS INTEGER, ZMESSAGESTATUS INTEGER, ZMESSAGETYPE INTEGER, ZSORT INTEGER,
  ZSTARRED INTEGER, ZCHATSESSION INTEGER, ZGROUPMEMBER INTEGER, ZMEDIAITEM INTEGER, ZMESSAGEINFO INTEGER,
  ZPARENTMESSAGE INTEGER, ZMESSAGEDATE TIMESTAMP, ZSENTDATE TIMESTAMP, ZFROMJID VARCHAR, ZPUSHNAME VARCHAR,
  ZSTANZAID VARCHAR, ZTEXT VARCHAR, ZTOJID VARCHAR);
CREATE TABLE ZWAMESSAGEINFO (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZMESSAGE INTEGER, ZRECEIPTINFO BLOB);
CREATE TABLE ZWAPROFILEPUSHNAME (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZJID VARCHAR, ZPUSHNAME VARCHAR);
CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
"""


def _apple_s(moment):
    return int(moment.timestamp()) - _APPLE_EPOCH_S


def short_messages(path, messages, late, truth):
    """sms.db and its -wal. messages, late: (address, time in UTC, sent by the owner, text, finds)."""
    handles, number = {}, 0

    def rows_of(part, rows):
        nonlocal number
        for address, at, out, text, finds in part:
            if address not in handles:
                handles[address] = len(handles) + 1
                rows.append(("handle", {"ROWID": handles[address], "id": address, "country": "kz", "service": "SMS"}))
                rows.append(("chat", {"ROWID": handles[address], "guid": "SMS;-;" + address, "style": 45,
                                      "chat_identifier": address, "service_name": "SMS"}))
                rows.append(("chat_handle_join", {"chat_id": handles[address], "handle_id": handles[address]}))
            number += 1
            moment = utc(at)
            stamp = _apple_s(moment) * 10**9
            rows.append(("message", {
                "ROWID": number, "guid": "00000000-0000-4000-9000-%012d" % number, "text": text,
                "handle_id": handles[address], "service": "SMS", "account": "P:+447700900101", "date": stamp,
                "is_from_me": int(out), "is_sent": int(out), "is_finished": 1, "is_read": 1}))
            rows.append(("chat_message_join", {"chat_id": handles[address], "message_id": number,
                                               "message_date": stamp}))
            truth.add("message", path, platform="ios", direction="out" if out else "in", sent_at=moment, text=text,
                      sender_id=None if out else address)
            truth.finds(path, finds, "message_text")
        return rows

    rows, wal_rows = rows_of(messages, []), rows_of(late, [])
    database, wal = sqlite_build.build(_SMS_SCHEMA, rows, wal_rows)
    truth.file(path, database)
    truth.file(path + "-wal", wal)
    return database, wal


def whatsapp(path, chats, group_members, truth):
    """ChatStorage.sqlite. group_members: {key: (phone, name)}."""
    rows, number, media = [], 0, 0
    for index, chat in enumerate(chats, 1):
        members = {}
        jid = "447700900101-1772000000@g.us" if chat.group else chat.phone + "@s.whatsapp.net"
        rows.append(("ZWACHATSESSION", {
            "Z_PK": index, "Z_ENT": 4, "Z_OPT": 1, "ZARCHIVED": 0, "ZREMOVED": 0, "ZSESSIONTYPE": int(chat.group),
            "ZGROUPINFO": index if chat.group else None, "ZLASTMESSAGEDATE": _apple_s(chat.messages[-1].at),
            "ZCONTACTJID": jid, "ZPARTNERNAME": chat.name}))
        if chat.group:
            rows.append(("ZWAGROUPINFO", {"Z_PK": index, "Z_ENT": 5, "Z_OPT": 1, "ZCHATSESSION": index}))
            for key, (phone, name) in group_members.items():
                members[key] = len(members) + 1
                rows.append(("ZWAGROUPMEMBER", {
                    "Z_PK": members[key], "Z_ENT": 6, "Z_OPT": 1, "ZISACTIVE": 1, "ZCHATSESSION": index,
                    "ZCONTACTNAME": name, "ZFIRSTNAME": name, "ZMEMBERJID": phone + "@s.whatsapp.net"}))
        for message in chat.messages:
            number += 1
            sender = group_members[message.sender][0] + "@s.whatsapp.net" if message.sender else jid
            item = None
            if message.photo or message.place:
                media += 1
                item = media
                rows.append(("ZWAMEDIAITEM", {
                    "Z_PK": item, "Z_ENT": 8, "Z_OPT": 1, "ZMESSAGE": number,
                    "ZMEDIALOCALPATH": "Media/%s/a/b/%s" % (jid, message.photo) if message.photo else None,
                    "ZVCARDSTRING": "image/jpeg" if message.photo else None,
                    "ZLATITUDE": message.place[0] if message.place else 0,
                    "ZLONGITUDE": message.place[1] if message.place else 0}))
            rows.append(("ZWAMESSAGE", {
                "Z_PK": number, "Z_ENT": 9, "Z_OPT": 1, "ZFLAGS": 0, "ZISFROMME": int(message.out),
                "ZMESSAGESTATUS": 8 if message.out else 0,
                "ZMESSAGETYPE": 1 if message.photo else 5 if message.place else 0, "ZSORT": number,
                "ZCHATSESSION": index, "ZGROUPMEMBER": members.get(message.sender), "ZMEDIAITEM": item,
                "ZMESSAGEDATE": _apple_s(message.at), "ZSENTDATE": _apple_s(message.at),
                "ZFROMJID": None if message.out else jid, "ZTOJID": jid if message.out else None,
                "ZSTANZAID": "3A%014X" % number, "ZTEXT": message.text or None}))
            place = message.place or (None, None)
            truth.add("message", path, app="WhatsApp", platform="ios", chat_id=jid, chat=chat.name,
                      direction="out" if message.out else "in", sender_id=None if message.out else sender,
                      sent_at=message.at, text=message.text or None, latitude=place[0], longitude=place[1])
            if message.place:
                truth.add("location", path, latitude=place[0], longitude=place[1], origin="app_db", at=message.at)
            truth.finds(path, message.finds, "message_text")
    database, _ = sqlite_build.build(_WHATSAPP_SCHEMA, rows)
    truth.file(path, database)
    return database
