"""The files of the bench disk: a plan drawn from a fixed seed, whose bytes are made one file at a time."""

import gzip
import os
import random
import sys
import zlib
from collections import namedtuple
from datetime import timedelta

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "samples"))

import documents  # noqa: E402
import whatsapp_android  # noqa: E402
from jpeg_exif import jpeg  # noqa: E402
from story import Chat, Message  # noqa: E402
from truth import Truth, utc  # noqa: E402

# kind: how many on a whole disk, and the mean size in bytes
KINDS = {
    "text": (8200, 12000), "log": (600, 240000), "docx": (1500, 22000), "pdf": (700, 150000), "zip": (300, 380000),
    "jpeg": (1060, 360000), "video": (12, 58000000), "elf": (1500, 0), "messenger": (60, 260000),
    "cache": (9800, 18000), "swap": (1, 150000000), "copy": (1700, 0),
}
DELETED_SHARE = 0.08
ENCODINGS = ("utf-8", "utf-8", "cp1251", "utf_16_le", "cp866", "koi8_r")
# One in so many paragraphs holds one of these, so that searching has something to find.
RARE_EVERY = 400
RARE = ("кладмен вышел на смену", "закладчик ждёт адрес", "ненаход по третьему месту",
        "точка 46.%06d, 69.%06d", "карта 4242 4242 4242 4242", "звони +44 7700 900123",
        "пиши на example@example.org", "кошелёк bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "https://maps.google.com/?q=46.%06d,69.%06d")

Planned = namedtuple("Planned", "path kind seed size deleted")


def _words(chance, syllables, count):
    return ["".join(chance.choice(syllables) for _ in range(chance.randint(1, 4))) for _ in range(count)]


class Library:
    """Text to cut from, and the programs of this machine."""

    def __init__(self, seed):
        chance = random.Random(seed)
        russian = _words(chance, "ка то ра ни ве ло по ши дом лес ста при ход ный его рост мир вод сел ту".split(), 6000)
        english = _words(chance, "the in er on st re con al ed ing ment low per way for net ly our ton ar".split(), 6000)
        weights = [1 / (rank + 1) for rank in range(6000)]
        self.texts = []
        for words in (russian, english):
            paragraphs = []
            for _ in range(9000):
                paragraph = " ".join(chance.choices(words, weights, k=60)).capitalize() + "."
                if chance.randrange(RARE_EVERY) == 0:
                    rare = chance.choice(RARE)
                    if "%" in rare:
                        rare %= (chance.randrange(10**6), chance.randrange(10**6))
                    paragraph += " " + rare + "."
                paragraphs.append(paragraph)
            self.texts.append(paragraphs)
        self.programs = []
        for folder in ("/usr/bin", "/usr/sbin", "/usr/lib/x86_64-linux-gnu"):
            for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path) and 8192 < os.path.getsize(path) < 4 << 20:
                    self.programs.append(path)

    def text(self, chance, size):
        paragraphs = self.texts[0 if chance.random() < 0.6 else 1]
        parts, length = [], 0
        while length < size:
            parts.append(chance.choice(paragraphs))
            length += len(parts[-1])
        return "\n".join(parts)[:size]


def plan(seed, scale):
    """Every file of the disk in a fixed order; names in folders of some hundred files."""
    chance = random.Random(seed)
    files = []
    for kind, (count, mean) in KINDS.items():
        count = max(1, round(count * scale))
        for index in range(count):
            size = max(64, int(mean * chance.lognormvariate(-0.32, 0.8))) if kind not in ("video", "swap") else mean
            if kind in ("video", "swap"):
                size = int(size * min(1.0, scale * 4))
            extension = {"text": "txt", "elf": "bin", "messenger": "db", "video": "mp4", "jpeg": "jpg",
                         "cache": "dat", "swap": "sys"}.get(kind, kind)
            path = "%s/%02d/%s_%05d.%s" % (kind, index // 200, kind, index, extension)
            if kind == "messenger":
                path = "phones/%02d/data/data/com.whatsapp/databases/msgstore.db" % index
            deleted = kind not in ("swap", "video") and chance.random() < DELETED_SHARE
            files.append(Planned(path, kind, chance.getrandbits(48), size, deleted))
    chance.shuffle(files)
    return files


class Content:
    def __init__(self, seed):
        self.library = Library(seed)
        self.kept = []  # contents that copies are made of

    def files_of(self, planned):
        """The file as [(path, bytes)]: more than one where a log belongs to it."""
        chance = random.Random(planned.seed)
        made = getattr(self, "_" + planned.kind)(chance, planned)
        rows = made if isinstance(made, list) else [(planned.path, made)]
        if planned.kind in ("text", "docx", "jpeg") and len(self.kept) < 400:
            self.kept.append(rows[0][1])
        return rows

    def _text(self, chance, planned):
        encoding = chance.choice(ENCODINGS)
        return self.library.text(chance, planned.size).encode(encoding, "replace")

    def _log(self, chance, planned):
        at, lines, length = utc("2026-01-01 00:00:00"), [], 0
        while length < planned.size:
            at += timedelta(seconds=chance.randint(1, 90))
            lines.append("%s host%d service[%d]: request %d from 10.%d.%d.%d took %d ms, status %d" % (
                at.strftime("%Y-%m-%d %H:%M:%S"), chance.randrange(9), chance.randrange(30000), chance.getrandbits(24),
                chance.randrange(256), chance.randrange(256), chance.randrange(256), chance.randrange(4000),
                chance.choice((200, 200, 200, 304, 404, 500))))
            length += len(lines[-1]) + 1
        return "\n".join(lines).encode()

    def _docx(self, chance, planned):
        return documents.docx(self.library.text(chance, planned.size * 3).split("\n"))[0]

    def _pdf(self, chance, planned):
        out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        number = 0
        while len(out) < planned.size:
            number += 1
            stream = zlib.compress(self.library.text(chance, 30000).encode(), 6)
            out += b"%d 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % (number, len(stream))
            out += stream + b"\nendstream\nendobj\n"
        return bytes(out + b"trailer\n<< /Size %d >>\n%%%%EOF\n" % (number + 1))

    def _zip(self, chance, planned):
        members, size = [], 0
        while size < planned.size:
            data = (chance.randbytes(chance.randint(1000, 120000)) if chance.random() < 0.5
                    else self.library.text(chance, chance.randint(2000, 60000)).encode())
            members.append(("folder/file_%03d.bin" % len(members), data))
            size += len(data) // 2
        return documents.zip_bytes(members)

    def _jpeg(self, chance, planned):
        place = (46 + chance.random() / 4, 69.6 + chance.random() / 4) if chance.random() < 0.8 else (None, None)
        head = jpeg(planned.seed, 64, 64, utc("2026-02-01 00:00:00") + timedelta(minutes=chance.randrange(50000)),
                    latitude=place[0], longitude=place[1])
        return head[:-2] + chance.randbytes(planned.size).replace(b"\xff", b"\xfe") + b"\xff\xd9"

    def _video(self, chance, planned):
        out = bytearray(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom")
        while len(out) < planned.size:
            out += chance.randbytes(min(1 << 20, planned.size - len(out)))
        return bytes(out)

    def _elf(self, chance, planned):
        with open(chance.choice(self.library.programs), "rb") as file:
            return file.read()

    def _messenger(self, chance, planned):
        at, chats = utc("2026-01-01 00:00:00"), []
        for index in range(12):
            messages = []
            for _ in range(planned.size // 3000):
                at += timedelta(seconds=chance.randint(5, 600))
                messages.append(Message(at, chance.random() < 0.5, self.library.text(chance, chance.randint(10, 160))))
            chats.append(Chat("chat%d" % index, "Контакт %d" % index, "4477009001%02d" % index, False, messages))
        late = {"chat0": chats[0].messages[-20:]} if chance.random() < 0.4 else {}
        database, wal = whatsapp_android.new_store(planned.path, chats, late, {}, Truth("bench"))
        return [(planned.path, database)] + ([(planned.path + "-wal", wal)] if late else [])

    def _cache(self, chance, planned):
        pick = chance.random()
        if pick < 0.4:
            return chance.randbytes(planned.size)
        text = self.library.text(chance, planned.size).encode()
        return gzip.compress(text, 6, mtime=0) if pick < 0.6 else b"<html><body><p>" + text + b"</p></body></html>"

    def _swap(self, chance, planned):
        out = bytearray()
        while len(out) < planned.size:
            pick = chance.random()
            if pick < 0.4:
                out += bytes(65536)
            elif pick < 0.7:
                out += chance.randbytes(65536)
            else:
                out += self.library.text(chance, 32768).encode("utf_16_le")
        return bytes(out[:planned.size])

    def _copy(self, chance, planned):
        return chance.choice(self.kept) if self.kept else self._text(chance, planned._replace(size=5000))
