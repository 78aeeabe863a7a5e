"""Histories and downloads of Chrome and Firefox."""

import sqlite_build
from truth import utc

_WEBKIT_EPOCH_S = 11644473600  # seconds from 1601 to 1970

_CHROME_SCHEMA = """
CREATE TABLE meta (key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
CREATE TABLE urls (id INTEGER PRIMARY KEY AUTOINCREMENT, url LONGVARCHAR, title LONGVARCHAR,
  visit_count INTEGER DEFAULT 0 NOT NULL, typed_count INTEGER DEFAULT 0 NOT NULL, last_visit_time INTEGER NOT NULL,
  hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visits (id INTEGER PRIMARY KEY AUTOINCREMENT, url INTEGER NOT NULL, visit_time INTEGER NOT NULL,
  from_visit INTEGER, transition INTEGER DEFAULT 0 NOT NULL, segment_id INTEGER,
  visit_duration INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE keyword_search_terms (keyword_id INTEGER NOT NULL, url_id INTEGER NOT NULL, term LONGVARCHAR NOT NULL,
  normalized_term LONGVARCHAR NOT NULL);
CREATE TABLE downloads (id INTEGER PRIMARY KEY, guid VARCHAR NOT NULL, current_path LONGVARCHAR NOT NULL,
  target_path LONGVARCHAR NOT NULL, start_time INTEGER NOT NULL, received_bytes INTEGER NOT NULL,
  total_bytes INTEGER NOT NULL, state INTEGER NOT NULL, danger_type INTEGER NOT NULL, interrupt_reason INTEGER NOT NULL,
  hash BLOB NOT NULL, end_time INTEGER NOT NULL, opened INTEGER NOT NULL, last_access_time INTEGER NOT NULL,
  referrer VARCHAR NOT NULL, site_url VARCHAR NOT NULL, tab_url VARCHAR NOT NULL, mime_type VARCHAR(255) NOT NULL,
  original_mime_type VARCHAR(255) NOT NULL);
CREATE TABLE downloads_url_chains (id INTEGER NOT NULL, chain_index INTEGER NOT NULL, url LONGVARCHAR NOT NULL,
  PRIMARY KEY (id, chain_index));
"""

_FIREFOX_SCHEMA = """
CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, rev_host LONGVARCHAR,
  visit_count INTEGER DEFAULT 0, hidden INTEGER DEFAULT 0 NOT NULL, typed INTEGER DEFAULT 0 NOT NULL,
  frecency INTEGER DEFAULT -1 NOT NULL, last_visit_date INTEGER, guid TEXT, foreign_count INTEGER DEFAULT 0 NOT NULL,
  url_hash INTEGER DEFAULT 0 NOT NULL, description TEXT, preview_image_url TEXT);
CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER, visit_date INTEGER,
  visit_type INTEGER, session INTEGER);
CREATE TABLE moz_anno_attributes (id INTEGER PRIMARY KEY, name VARCHAR(32) UNIQUE NOT NULL);
CREATE TABLE moz_annos (id INTEGER PRIMARY KEY, place_id INTEGER NOT NULL, anno_attribute_id INTEGER, content LONGVARCHAR,
  flags INTEGER DEFAULT 0, expiration INTEGER DEFAULT 0, type INTEGER DEFAULT 0, dateAdded INTEGER DEFAULT 0,
  lastModified INTEGER DEFAULT 0);
CREATE TABLE moz_bookmarks (id INTEGER PRIMARY KEY, type INTEGER, fk INTEGER DEFAULT NULL, parent INTEGER,
  position INTEGER, title LONGVARCHAR, keyword_id INTEGER, folder_type TEXT, dateAdded INTEGER, lastModified INTEGER,
  guid TEXT);
"""


def _webkit_us(moment):
    return (int(moment.timestamp()) + _WEBKIT_EPOCH_S) * 1000000


def _places(visits):
    """Addresses in order of their first visit: {url: (id, title, count, time of the last visit)}."""
    places = {}
    for url, title, at in visits:
        number, _, count, _ = places.get(url, (len(places) + 1, title, 0, None))
        places[url] = (number, title, count + 1, utc(at))
    return places


def _plant(truth, path, app, visits, downloads):
    for url, title, at in visits:
        truth.add("web_visit", path, app=app, url=url, title=title, at=utc(at))
    for url, target, at, size in downloads:
        truth.add("download", path, app=app, url=url, target_path=target, at=utc(at), bytes=size)


def chrome_history(path, visits, downloads, truth):
    """visits: (url, title, time in UTC). downloads: (url, target path, time in UTC, bytes)."""
    places = _places(visits)
    rows = [("meta", {"key": "version", "value": "66"})]
    for url, (number, title, count, last) in places.items():
        rows.append(("urls", {"id": number, "url": url, "title": title, "visit_count": count,
                              "last_visit_time": _webkit_us(last)}))
    for url, _, at in visits:
        rows.append(("visits", {"url": places[url][0], "visit_time": _webkit_us(utc(at)), "from_visit": 0,
                                "transition": 0x30000000}))
    for number, (url, target, at, size) in enumerate(downloads, 1):
        start = _webkit_us(utc(at))
        rows.append(("downloads", {
            "id": number, "guid": "00000000-0000-4000-8000-%012d" % number, "current_path": target, "target_path": target,
            "start_time": start, "received_bytes": size, "total_bytes": size, "state": 1, "danger_type": 0,
            "interrupt_reason": 0, "hash": b"", "end_time": start + 4000000, "opened": 0, "last_access_time": 0,
            "referrer": "", "site_url": "", "tab_url": url, "mime_type": "application/octet-stream",
            "original_mime_type": "application/octet-stream"}))
        rows.append(("downloads_url_chains", {"id": number, "chain_index": 0, "url": url}))
    database, _ = sqlite_build.build(_CHROME_SCHEMA, rows)
    _plant(truth, path, "Chrome", visits, downloads)
    truth.file(path, database)
    return database


def firefox_history(path, visits, truth):
    places = _places(visits)
    rows = []
    for url, (number, title, count, last) in places.items():
        rows.append(("moz_places", {"id": number, "url": url, "title": title, "visit_count": count,
                                    "last_visit_date": int(last.timestamp()) * 1000000, "guid": "place%07d" % number}))
    for url, _, at in visits:
        rows.append(("moz_historyvisits", {"from_visit": 0, "place_id": places[url][0], "session": 0,
                                           "visit_date": int(utc(at).timestamp()) * 1000000, "visit_type": 1}))
    database, _ = sqlite_build.build(_FIREFOX_SCHEMA, rows)
    _plant(truth, path, "Firefox", visits, [])
    truth.file(path, database)
    return database
