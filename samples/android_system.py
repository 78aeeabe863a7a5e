"""Android's own stores: short messages, calls and the address book."""

import sqlite_build
from truth import unix_ms, utc

_SMS_SCHEMA = """
CREATE TABLE threads (_id INTEGER PRIMARY KEY AUTOINCREMENT, date INTEGER DEFAULT 0, message_count INTEGER DEFAULT 0,
  recipient_ids TEXT, snippet TEXT, read INTEGER DEFAULT 1);
CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT);
CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date INTEGER,
  date_sent INTEGER DEFAULT 0, protocol INTEGER, read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER,
  reply_path_present INTEGER, subject TEXT, body TEXT, service_center TEXT, locked INTEGER DEFAULT 0,
  sub_id INTEGER DEFAULT -1, error_code INTEGER DEFAULT 0, creator TEXT, seen INTEGER DEFAULT 0);
CREATE TABLE pdu (_id INTEGER PRIMARY KEY AUTOINCREMENT, thread_id INTEGER, date INTEGER, date_sent INTEGER DEFAULT 0,
  msg_box INTEGER, read INTEGER DEFAULT 0, m_id TEXT, sub TEXT, sub_cs INTEGER, ct_t TEXT, m_type INTEGER, tr_id TEXT);
CREATE TABLE addr (_id INTEGER PRIMARY KEY, msg_id INTEGER, contact_id INTEGER, address TEXT, type INTEGER,
  charset INTEGER);
CREATE TABLE part (_id INTEGER PRIMARY KEY AUTOINCREMENT, mid INTEGER, seq INTEGER DEFAULT 0, ct TEXT, name TEXT,
  chset INTEGER, cd TEXT, fn TEXT, cid TEXT, cl TEXT, ctt_s INTEGER, ctt_t TEXT, _data TEXT, text TEXT);
"""

_CALL_SCHEMA = """
CREATE TABLE calls (_id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT, presentation INTEGER NOT NULL DEFAULT 1,
  post_dial_digits TEXT NOT NULL DEFAULT '', date INTEGER, duration INTEGER, data_usage INTEGER, type INTEGER,
  features INTEGER NOT NULL DEFAULT 0, subscription_component_name TEXT, subscription_id TEXT, new INTEGER, name TEXT,
  numbertype INTEGER, numberlabel TEXT, countryiso TEXT, voicemail_uri TEXT, is_read INTEGER, geocoded_location TEXT,
  lookup_uri TEXT, matched_number TEXT, normalized_number TEXT, last_modified INTEGER DEFAULT 0);
"""

_CONTACT_SCHEMA = """
CREATE TABLE accounts (_id INTEGER PRIMARY KEY AUTOINCREMENT, account_name TEXT, account_type TEXT, data_set TEXT);
CREATE TABLE contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT, name_raw_contact_id INTEGER, photo_id INTEGER,
  times_contacted INTEGER NOT NULL DEFAULT 0, last_time_contacted INTEGER, starred INTEGER NOT NULL DEFAULT 0,
  has_phone_number INTEGER NOT NULL DEFAULT 0, lookup TEXT);
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER, sourceid TEXT,
  version INTEGER NOT NULL DEFAULT 1, dirty INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER, display_name TEXT, display_name_alt TEXT, times_contacted INTEGER NOT NULL DEFAULT 0,
  last_time_contacted INTEGER, starred INTEGER NOT NULL DEFAULT 0);
CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY AUTOINCREMENT, mimetype TEXT NOT NULL);
CREATE TABLE data (_id INTEGER PRIMARY KEY AUTOINCREMENT, package_id INTEGER, mimetype_id INTEGER NOT NULL,
  raw_contact_id INTEGER NOT NULL, is_primary INTEGER NOT NULL DEFAULT 0, is_super_primary INTEGER NOT NULL DEFAULT 0,
  data_version INTEGER NOT NULL DEFAULT 0, data1 TEXT, data2 TEXT, data3 TEXT, data4 TEXT, data5 TEXT, data6 TEXT,
  data7 TEXT, data8 TEXT, data9 TEXT, data10 TEXT, data11 TEXT, data12 TEXT, data13 TEXT, data14 TEXT, data15 TEXT);
"""
_MIME_NAME, _MIME_PHONE, _MIME_EMAIL = 1, 2, 3


def short_messages(path, messages, truth):
    """mmssms.db. messages: (address, time in UTC, sent by the owner, text, finds)."""
    rows, threads = [], {}
    for address, at, out, text, finds in messages:
        if address not in threads:
            threads[address] = len(threads) + 1
            rows.append(("canonical_addresses", {"_id": threads[address], "address": address}))
            rows.append(("threads", {"_id": threads[address], "recipient_ids": str(threads[address])}))
        moment = utc(at)
        rows.append(("sms", {"thread_id": threads[address], "address": address, "date": unix_ms(moment), "read": 1,
                             "date_sent": 0 if out else unix_ms(moment), "type": 2 if out else 1, "body": text,
                             "service_center": None if out else "+447700900199", "seen": 1}))
        truth.add("message", path, app="SMS", platform="android", direction="out" if out else "in", text=text,
                  sender_id=None if out else address, sent_at=moment)
        truth.finds(path, finds, "message_text")
    database, _ = sqlite_build.build(_SMS_SCHEMA, rows)
    truth.file(path, database)
    return database


def call_log(path, calls, truth):
    """calllog.db. calls: (number, name, time in UTC, direction, seconds, answered)."""
    rows = []
    for number, name, at, direction, seconds, answered in calls:
        moment = utc(at)
        kind = 2 if direction == "out" else 1 if answered else 3
        rows.append(("calls", {"number": number, "date": unix_ms(moment), "duration": seconds, "type": kind, "name": name,
                               "countryiso": "KZ", "new": 0, "is_read": 1}))
        truth.add("call", path, platform="android", direction=direction, party_id=number, party=name, started_at=moment,
                  duration_s=seconds)
    database, _ = sqlite_build.build(_CALL_SCHEMA, rows)
    truth.file(path, database)
    return database


def address_book(path, contacts, truth):
    """contacts2.db. contacts: (name, number, e-mail or None)."""
    rows = [("accounts", {"_id": 1, "account_name": "owner@example.com", "account_type": "com.google"})]
    for number, mime in ((_MIME_NAME, "name"), (_MIME_PHONE, "phone_v2"), (_MIME_EMAIL, "email_v2")):
        rows.append(("mimetypes", {"_id": number, "mimetype": "vnd.android.cursor.item/" + mime}))
    for number, (name, phone, email) in enumerate(contacts, 1):
        rows.append(("contacts", {"_id": number, "name_raw_contact_id": number, "has_phone_number": 1}))
        rows.append(("raw_contacts", {"_id": number, "account_id": 1, "contact_id": number, "display_name": name}))
        rows.append(("data", {"mimetype_id": _MIME_NAME, "raw_contact_id": number, "data1": name}))
        rows.append(("data", {"mimetype_id": _MIME_PHONE, "raw_contact_id": number, "data1": phone, "data2": "2",
                              "data4": phone}))
        if email:
            rows.append(("data", {"mimetype_id": _MIME_EMAIL, "raw_contact_id": number, "data1": email}))
        truth.add("contact", path, name=name, phones=[phone], emails=[email] if email else None)
    database, _ = sqlite_build.build(_CONTACT_SCHEMA, rows)
    truth.file(path, database)
    return database
