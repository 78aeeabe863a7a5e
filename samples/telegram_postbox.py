#!/usr/bin/env python3
"""Writes samples/definitions/telegram_ios.sql: db_sqlite of Telegram for iOS as a script. Everything in it is invented."""
import pathlib
import struct

OUT = pathlib.Path(__file__).parent / "definitions"
T = 1772334245  # 2026-03-01T03:04:05Z


def murmur3(data, seed=0xF7CA7FD2):
    """MurmurHash3_x86_32, after its public description."""
    def rotl(x, r): return ((x << r) | (x >> (32 - r))) & 0xFFFFFFFF
    h, full = seed, len(data) // 4 * 4
    for i in range(0, full, 4):
        k = int.from_bytes(data[i:i + 4], "little") * 0xCC9E2D51 & 0xFFFFFFFF
        h = (rotl(h ^ (rotl(k, 15) * 0x1B873593 & 0xFFFFFFFF), 13) * 5 + 0xE6546B64) & 0xFFFFFFFF
    if data[full:]:
        k = int.from_bytes(data[full:], "little") * 0xCC9E2D51 & 0xFFFFFFFF
        h ^= rotl(k, 15) * 0x1B873593 & 0xFFFFFFFF
    h ^= len(data)
    h = (h ^ h >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ h >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ h >> 16


def short(s): return bytes([len(s)]) + s.encode()
def i32(key, v): return short(key) + b"\0" + struct.pack("<i", v)
def i64(key, v): return short(key) + b"\1" + struct.pack("<q", v)
def flag(key, v): return short(key) + b"\2" + bytes([v])
def dbl(key, v): return short(key) + b"\3" + struct.pack("<d", v)
def string(v): return struct.pack("<i", len(v.encode())) + v.encode()
def txt(key, v): return short(key) + b"\4" + string(v)
def raw(key, v): return short(key) + b"\12" + struct.pack("<i", len(v)) + v
def body(kind, *fields):
    joined = b"".join(fields)
    return struct.pack("<Ii", murmur3(kind.encode()), len(joined)) + joined
def obj(key, kind, *fields): return short(key) + b"\5" + body(kind, *fields)
def objs(key, *bodies): return short(key) + b"\x08" + struct.pack("<i", len(bodies)) + b"".join(bodies)
def root(kind, *fields): return obj("_", kind, *fields)


def peer(space, number): return (number >> 32) << 35 | space << 32 | (number & 0xFFFFFFFF)


def key(who, space, when, number): return struct.pack(">qiii", who, space, when, number)


def message(text, author=None, incoming=True, flags=0, forward=b"\0", attributes=(), media=(), referenced=(), album=None):
    out = struct.pack("<bIIB", 0, 77, 1, 4 if album else 0) + (struct.pack("<q", album) if album else b"")
    out += struct.pack("<II", flags | (4 if incoming else 0), 0) + forward
    out += b"\1" + struct.pack("<q", author) if author else b"\0"
    out += string(text)
    for group in (attributes, media):
        out += struct.pack("<i", len(group)) + b"".join(struct.pack("<i", len(o)) + o for o in group)
    return out + struct.pack("<i", len(referenced)) + b"".join(struct.pack("<iq", *r) for r in referenced)


def image(number):
    def size(letter, w, h):
        place = obj("r", "CloudPhotoSizeMediaResource", i32("d", 2), i64("i", number), i64("h", 123456), txt("s", letter))
        return body("TelegramMediaImageRepresentation", i32("dx", w), i32("dy", h), place)
    return root("TelegramMediaImage", raw("i", struct.pack("<iq", 0, number)), objs("r", size("m", 320, 240), size("y", 1280, 960)))


def document(number, mime, name):
    return root("TelegramMediaFile", raw("i", struct.pack("<iq", 0, number)),
                obj("r", "CloudDocumentMediaResource", i32("d", 4), i64("f", number), i64("a", 9), i32("n", 4096)),
                txt("mt", mime), objs("at", body("TelegramMediaFileAttribute", i32("t", 0), txt("fn", name))))


def insert(table, rows):
    def cell(c): return "NULL" if c is None else "X'" + c.hex().upper() + "'" if isinstance(c, bytes) else str(c)
    return f"INSERT INTO {table} VALUES\n  (" + "),\n  (".join(", ".join(cell(c) for c in row) for row in rows) + ");\n"


def make():
    me, dana, bot = peer(0, 7000000001), peer(0, 7000000002), peer(0, 93000001)
    group, feed, team, secret = peer(1, 4000001), peer(2, 2000000001), peer(2, 2000000002), peer(3, 17)
    out = ("-- Made by samples/telegram_postbox.py.\n"
           "-- file: private/var/mobile/Containers/Shared/AppGroup/0/telegram-data/account-1/postbox/db/db_sqlite\nPRAGMA user_version=4;\n")
    for number in (0, 2, 16):
        out += f"CREATE TABLE t{number}(key INTEGER PRIMARY KEY, value BLOB);\n"
    for number in (6, 7, 9, 54):
        out += f"CREATE TABLE t{number}(key BLOB PRIMARY KEY, value BLOB);\n"
    out += insert("t0", [(1, b"\0"), (2, root("AuthorizedAccountState", flag("isTestingEnvironment", 0), i64("peerId", me)))])
    user = "TelegramUser"
    out += insert("t2", [
        (me, root(user, i64("i", me), txt("fn", "Самат"), txt("ln", "К."), txt("p", "447700900121"))),
        (dana, root(user, i64("i", dana), i64("ah", 5), txt("fn", "Дана"), txt("un", "example_dana"), txt("p", "447700900122"))),
        (bot, root(user, i64("i", bot), txt("fn", "Витрина"), txt("un", "example_shop_bot"), obj("bi", "BotUserInfo", i32("f", 0)))),
        (group, root("TelegramGroup", i64("i", group), txt("t", "Гараж"))),
        (feed, root("TelegramChannel", i64("i", feed), txt("t", "Новости склада"), i32("i.t", 0))),
        (team, root("TelegramChannel", i64("i", team), txt("t", "Смена"), i32("i.t", 1))),
        (secret, root("TelegramSecretChat", i64("i", secret), i64("r", dana))),
        (peer(0, 55), root("SomeNewPeer", txt("x", "?"))),
        (peer(0, 56), None)])
    out += insert("t16", [(dana, b"")])
    out += insert("t54", [(b"\0" + b"447700900122", root("TelegramDeviceContactImportedData", txt("f", "Дана"), txt("l", "Соседка"), i32("c", 2), i64("pid", dana))),
                          (b"\0" + b"447700900129", root("TelegramDeviceContactImportedData", txt("f", "Мастер"))), (b"\1", b"")])
    out += insert("t6", [
        (struct.pack(">iq", 0, 5200), b"\0" + struct.pack("<i", len(image(5200))) + image(5200) + struct.pack("<i", 1)),
        (struct.pack(">iq", 0, 6200), b"\1" + struct.pack("<qiii", dana, 0, 104, T + 40)),
        (struct.pack(">iq", 0, 6300), b"\7")])
    action = "TelegramMediaAction"
    reply = root("ReplyMessageAttribute", i64("p", dana), i64("i", 100 << 32))
    place = root("TelegramMediaMap", dbl("la", 45.5), dbl("lo", 68.25), dbl("acc", 12.0), obj("ven", "MapVenue", txt("t", "Юрта"), txt("a", "трасса, 12-й км")))
    contact = root("TelegramMediaContact", txt("n.f", "Ержан"), txt("n.l", ""), txt("pn", "447700900123"))
    poll = root("TelegramMediaPoll", txt("t", "Где?"), objs("os", body("TelegramMediaPollOption", txt("t", "Север")), body("TelegramMediaPollOption", txt("t", "Юг"))))
    channel_forward = struct.pack("<bqi", 2 | 4, dana, T - 900) + struct.pack("<q", feed) + struct.pack("<qii", feed, 0, 7)
    hidden_forward = struct.pack("<bqi", 1 | 8, 0, T - 900) + string("Скрытый автор")
    out += insert("t7", [
        (key(dana, 0, T, 100), message("сегодня?", dana)),
        (key(dana, 0, T + 10, 101), message("да", me, False, attributes=[reply, root("EditedMessageAttribute", i32("d", T + 15))])),
        (key(dana, 0, T + 20, 102), message("", dana, media=[image(5201)], album=4)),
        (key(dana, 0, T + 30, 103), message("из таблицы", dana, referenced=[(0, 5200)])),
        (key(dana, 0, T + 40, 104), message("", dana, media=[document(6200, "application/pdf", "опись.pdf")])),
        (key(dana, 0, T + 50, 105), message("ещё раз", me, False, referenced=[(0, 6200)])),
        (key(dana, 0, T + 60, 106), message("", dana, media=[place])),
        (key(dana, 0, T + 70, 107), message("", dana, media=[contact])),
        (key(group, 0, T + 80, 108), message("голосуем", dana, media=[poll])),
        (key(team, 0, T + 90, 109), message("с канала", dana, forward=channel_forward)),
        (key(team, 0, T + 100, 110), message("от скрытого", dana, forward=hidden_forward)),
        (key(group, 0, T + 110, 111), message("", dana, media=[root(action, i32("_rawValue", 5), txt("title", "Гараж"))])),
        (key(dana, 0, T + 120, 112), message("", me, False, media=[root(action, i32("_rawValue", 14), i64("i", 9), i32("dr", 2), i32("d", 65), flag("vc", 1))])),
        (key(dana, 0, T + 130, 113), message("", dana, media=[root(action, i32("_rawValue", 14), i64("i", 10), i32("dr", 0))])),
        (key(group, 0, T + 140, 114), message("", dana, media=[root(action, i32("_rawValue", 99))])),
        (key(secret, 2, T + 150, 1), message("секрет", dana)),
        (key(dana, 1, T + 160, 2), message("не ушло", me, False, flags=2)),
        (key(dana, 3, T + 86400, 3), message("завтра", me, False)),
        (key(dana, 0, T + 170, 115), message("новое вложение", dana, media=[root("SomeNewMedia", txt("t", "подпись"))], referenced=[(0, 6300)])),
        (key(dana, 0, T + 180, 116), message("обрыв", dana)[:-6]),
        (key(dana, 0, T + 190, 117), b"\5"),
        (struct.pack(">qiii", peer(0, 55), T + 200, 0, 118), message("старый порядок ключа", peer(0, 55))),
        (b"\1\2", None)])
    return out


if __name__ == "__main__":
    (OUT / "telegram_ios.sql").write_text(make())
