"""Collects what the generators planted, as the rows that an export must hold (samples/README.md says how)."""

import hashlib
import json
from datetime import datetime, timezone

# The export's names for Python's codecs.
_PUBLIC_NAMES = {"cp1251": "windows-1251", "koi8_r": "koi8-r", "utf_16_le": "utf-16le", "kz1048": "kz-1048"}


def encoding_name(term, encoding):
    """KZ-1048 is Windows-1251 but for a few letters: a term without them has one form, known by the commoner name."""
    if encoding == "kz1048" and term.encode("kz1048") == term.encode("cp1251", "replace"):
        encoding = "cp1251"
    return _PUBLIC_NAMES.get(encoding, encoding)


def rfc3339(moment):
    """An aware datetime as the contract writes times."""
    moment = moment.astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (moment.microsecond // 1000)


def utc(text):
    """"2026-03-01 04:05:06" as an aware datetime in UTC."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)


def unix_ms(moment):
    return int(moment.timestamp() * 1000)


class Truth:
    def __init__(self, source):
        self.source = source
        self.rows = []

    def add(self, record_type, path, /, **keys):
        """Keys that are None are left out; aware datetimes become text."""
        row = {"type": record_type, "path": path}
        for key, value in keys.items():
            if value is not None:
                row[key] = rfc3339(value) if isinstance(value, datetime) else value
        self.rows.append(row)

    def file(self, path, data, state="allocated"):
        self.add("file", path, size=len(data), sha256=hashlib.sha256(data).hexdigest(), state=state)

    def finds(self, path, finds, origin):
        """finds: what a text of story.py holds; the records that detectors must draw from it."""
        for kind, keys in finds:
            extra = {"origin": origin} if kind in ("location", "card", "wallet") and "origin" not in keys else {}
            self.add(kind, path, **keys, **extra)

    def hits(self, path, text, terms, encoding="utf-8", base=0, area=False):
        """Every place where a strong term begins a word of `text`, which is stored at byte `base` in `encoding`.

        area: `path` is an area, which may be examined in pieces; `base` counts from the start of the image.
        """
        folded = text.lower()
        for term in terms:
            at = folded.find(term)
            while at >= 0:
                if at == 0 or not folded[at - 1].isalnum():
                    place = base + len(text[:at].encode(encoding))
                    self.add("hit", path, value=term, **{"image_offset" if area else "offset": place},
                             encoding=encoding_name(term, encoding))
                at = folded.find(term, at + 1)

    def jsonl(self):
        return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in self.rows).encode()
