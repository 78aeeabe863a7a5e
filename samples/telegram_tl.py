#!/usr/bin/env python3
"""Writes samples/definitions/telegram_android.sql and telegram_android.old.sql: cache4.db of Telegram for Android as scripts.

The TL objects inside are put together here by hand, constructor by constructor, and not from the table that the program
reads them with. All people, numbers and places are invented.
"""
import pathlib
import struct

OUT = pathlib.Path(__file__).parent / "definitions"


def i32(x): return struct.pack("<i", x)
def u32(x): return struct.pack("<I", x)
def i64(x): return struct.pack("<q", x)
def dbl(x): return struct.pack("<d", x)


def text(value):
    raw = value if isinstance(value, bytes) else value.encode()
    out = bytes([len(raw)]) + raw if len(raw) < 254 else b"\xfe" + struct.pack("<I", len(raw))[:3] + raw
    return out + b"\0" * (-len(out) % 4)


def vector(*items): return u32(0x1CB5C415) + i32(len(items)) + b"".join(items)


USER_STATUS = u32(0x008C703F) + i32(1772000000)  # userStatusOffline


def user(uid, first, last="", phone="", username="", flags=0):  # layers 185 to 195
    parts = [(1, text(first) if first else None), (2, text(last) if last else None),
             (3, text(username) if username else None), (4, text(phone) if phone else None), (6, USER_STATUS), (14, i32(3) if flags & 1 << 14 else None)]
    for bit, data in parts:
        if data is not None: flags |= 1 << bit
    return (u32(0x83314FCA) + u32(flags) + u32(0) + i64(uid) + b"".join(d for _, d in parts if d is not None))


def channel(cid, title, megagroup):  # layers 186 to 195
    return (u32(0xFE4478BD) + u32(1 << 8 if megagroup else 1 << 5) + u32(0) + i64(cid) + text(title) + u32(0x37C1011C)
            + i32(1770000000))


def group(cid, title):  # layers 135 to 225
    return u32(0x41CBF256) + u32(0) + i64(cid) + text(title) + u32(0x37C1011C) + i32(3) + i32(1770000000) + i32(1)


def peer_user(uid): return u32(0x59511722) + i64(uid)
def peer_chat(cid): return u32(0x36C6019A) + i64(cid)
def peer_channel(cid): return u32(0xA2A5371E) + i64(cid)


def message(mid, peer, date, body, out=False, sender=None, fwd=None, reply=None, media=None, entities=None, edit=None):
    """Layers 181 to 195."""
    flags = 2 if out else 0
    tail = b""
    head = b""
    if sender:
        flags, head = flags | 1 << 8, sender
    head += peer
    if fwd:
        flags, head = flags | 1 << 2, head + fwd
    if reply:
        flags, head = flags | 1 << 3, head + u32(0xAFBC09DB) + u32(1 << 4) + i32(reply)
    if media:
        flags, tail = flags | 1 << 9, media
    if entities:
        flags, tail = flags | 1 << 7, tail + vector(*entities)
    if edit:
        flags, tail = flags | 1 << 15, tail + i32(edit)
    return u32(0x94345242) + u32(flags) + u32(0) + i32(mid) + head + i32(date) + text(body) + tail


def service(mid, peer, date, action, sender=None, out=False):  # layers 129 to 195
    flags = (2 if out else 0) | (1 << 8 if sender else 0)
    return u32(0x2B085862) + u32(flags) + i32(mid) + (sender or b"") + peer + i32(date) + action


def geo(lat, lon): return u32(0xB2A2F663) + u32(1) + dbl(lon) + dbl(lat) + i64(77) + i32(12)


def photo_media(pid):
    sizes = vector(u32(0xE0B0BC2E) + text("i") + text(b"\1\2\3"), u32(0x75C78E60) + text("m") + i32(320) + i32(240) + i32(9000),
                   u32(0x75C78E60) + text("y") + i32(1280) + i32(960) + i32(90000))
    return u32(0x695150D7) + u32(1) + u32(0xFB197A65) + u32(0) + i64(pid) + i64(5) + text(b"ref") + i32(1772000000) + sizes + i32(2)


def document_media(did, mime, name=None):
    attributes = [u32(0x15590068) + text(name)] if name else [u32(0x9852F9C6) + u32(1 << 10) + i32(4)]
    return (u32(0xDD570BD5) + u32(1) + u32(0x8FD4C4D8) + u32(0) + i64(did) + i64(5) + text(b"ref") + i32(1772000000) + text(mime)
            + i64(4096) + i32(4) + vector(*attributes))


def call_action(reason, duration=None, video=False):
    flags = 1 | (2 if duration is not None else 0) | (4 if video else 0)
    return u32(0x80E11A7F) + u32(flags) + i64(99) + u32(reason) + (i32(duration) if duration is not None else b"")


def rich(value): return u32(0x751F3146) + text(value) + vector()


def poll_media():
    poll = (u32(0x58747131) + i64(8) + u32(0) + rich("Где берём?") +
            vector(u32(0xFF16E2CA) + rich("Север") + text(b"0"), u32(0xFF16E2CA) + rich("Юг") + text(b"1")))
    return u32(0x4BD6E798) + poll + u32(0x7ADF2420) + u32(0)


def secret_message(mid, sender, peer, date, body, out=False):
    return (u32(0x555555FA) + u32(2 if out else 0) + i32(mid) + i32(30) + i64(sender) + peer + i32(date) + text(body)
            + u32(0x3DED6320) + vector())


def hexed(blob): return "NULL" if blob is None else "X'" + blob.hex().upper() + "'"
def quoted(value): return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def insert(table, rows):
    cells = [", ".join(hexed(c) if isinstance(c, bytes) else quoted(c) if isinstance(c, str) else "NULL" if c is None else str(c)
                       for c in row) for row in rows]
    return f"INSERT INTO {table} VALUES\n  (" + "),\n  (".join(cells) + ");\n"


SELF, ALIYA, BOT, STRANGER, HIDDEN = 7000000001, 7000000002, 7000000003, 7000000004, 7000000005
SHOP, TEAM, CREW = 2000000001, 2000000002, 4000001
T = 1772334245  # 2026-03-01T03:04:05Z
SECRET = 0x4000000000000000 | 17


def modern():
    out = "-- Made by samples/telegram_tl.py.\n-- file: data/data/org.telegram.messenger/files/cache4.db\nPRAGMA user_version=129;\n"
    out += "CREATE TABLE users(uid INTEGER PRIMARY KEY, name TEXT, status INTEGER, data BLOB);\n"
    out += insert("users", [
        (SELF, "марат б.;;;", 0, user(SELF, "Марат", "Б.", "447700900101", flags=1 << 10)),
        (ALIYA, "алия;;;example_aliya", T, user(ALIYA, "Алия", "", "447700900102", "example_aliya")),
        (BOT, "example_shop_bot;;;example_shop_bot", 0, user(BOT, "Витрина", "", "", "example_shop_bot", flags=1 << 14)),
        (STRANGER, "seen in a group;;;", 0, user(STRANGER, "Seen", "In a group")),
        (HIDDEN, "новый слой;;;", -100, u32(0x0BADF00D) + b"\0" * 12),
        (7000000006, None, None, None)])
    out += "CREATE TABLE chats(uid INTEGER PRIMARY KEY, name TEXT, data BLOB);\n"
    out += insert("chats", [(SHOP, "склад", channel(SHOP, "Склад новости", False)), (TEAM, "смена", channel(TEAM, "Смена", True)),
                            (CREW, "гараж", group(CREW, "Гараж")), (4000002, None, None)])
    out += ("CREATE TABLE dialogs(did INTEGER PRIMARY KEY, date INTEGER, unread_count INTEGER, last_mid INTEGER, flags INTEGER, "
            "folder_id INTEGER, data BLOB);\n")
    out += insert("dialogs", [(d, T, 0, 1, 0, 0, None) for d in
                              (ALIYA, BOT, HIDDEN, SECRET, 0x2000000000000001, -SHOP, -TEAM, -CREW, -4000002)])
    out += "CREATE TABLE contacts(uid INTEGER PRIMARY KEY, mutual INTEGER);\nINSERT INTO contacts VALUES (%d, 1);\n" % ALIYA
    out += ("CREATE TABLE user_contacts_v7(key TEXT PRIMARY KEY, uid INTEGER, fname TEXT, sname TEXT, imported INTEGER);\n"
            "INSERT INTO user_contacts_v7 VALUES ('12', %d, 'Алия', 'Соседка', 1), ('13', 0, 'Ержан', NULL, 0), ('14', NULL, NULL, NULL, NULL);\n"
            "CREATE TABLE user_phones_v7(key TEXT, phone TEXT, sphone TEXT, deleted INTEGER, PRIMARY KEY (key, phone));\n"
            "INSERT INTO user_phones_v7 VALUES ('12', '447700900102', '7700900102', 0), ('12', '447700900109', '7700900109', 1), "
            "('13', '447700900103', NULL, 0);\n" % ALIYA)
    out += ("CREATE TABLE enc_chats(uid INTEGER PRIMARY KEY, user INTEGER, name TEXT, data BLOB, g BLOB, authkey BLOB, ttl INTEGER);\n"
            "INSERT INTO enc_chats VALUES (17, %d, 'алия', NULL, NULL, X'00112233', 30);\n" % ALIYA)
    out += ("CREATE TABLE channel_users_v2(did INTEGER, uid INTEGER, date INTEGER, data BLOB, PRIMARY KEY(did, uid));\n"
            "INSERT INTO channel_users_v2 VALUES (%d, %d, 0, NULL), (%d, %d, 0, NULL);\n" % (-TEAM, STRANGER, -TEAM, SELF))
    columns = ("(mid INTEGER, uid INTEGER, read_state INTEGER, send_state INTEGER, date INTEGER, data BLOB, out INTEGER, ttl INTEGER, "
               "media INTEGER, replydata BLOB, imp INTEGER, mention INTEGER, forwards INTEGER, replies_data BLOB, "
               "thread_reply_id INTEGER, is_channel INTEGER, reply_to_message_id INTEGER, custom_params BLOB, group_id INTEGER, "
               "reply_to_story_id INTEGER%s, PRIMARY KEY(mid, uid%s));\n")
    out += "CREATE TABLE messages_v2" + columns % ("", "")

    def row(mid, uid, date, data, is_out=0, state=0, replydata=None, reply=0, extra=()):
        return (mid, uid, 3, state, date, data, is_out, 0, 0, replydata, 0, 0, 0, None, 0, 0, reply, None, None, 0) + extra

    aliya, shop, team, crew = peer_user(ALIYA), peer_channel(SHOP), peer_channel(TEAM), peer_chat(CREW)
    answered = message(90, aliya, T - 500, "удалённый вопрос", sender=peer_user(ALIYA))
    long_text = "Полгода назад. " * 20
    saved = (u32(0x4E4DF4BB) + u32(1 | 4) + peer_channel(SHOP) + i32(T - 900) + i32(44))
    hidden = u32(0x4E4DF4BB) + u32(1 << 5) + text("Скрытый автор") + i32(T - 900)
    unknown = u32(0x0BADF00D) + u32(0) + i32(120) + aliya + i32(T + 190) + text("текст нового слоя")
    bad_media = message(121, aliya, T + 200, "текст до незнакомого вложения", media=u32(0x0BADF00E) + b"\0" * 8)
    out += insert("messages_v2", [
        row(100, ALIYA, T, message(100, aliya, T, "сегодня?", entities=[u32(0xBD610BC9) + i32(0) + i32(3)])),
        row(101, ALIYA, T + 10, message(101, aliya, T + 10, "да", out=True, sender=peer_user(SELF), reply=100), 1, reply=100),
        row(102, ALIYA, T + 20, message(102, aliya, T + 20, "", media=photo_media(5111))),
        row(103, ALIYA, T + 30, message(103, aliya, T + 30, "опись", media=document_media(6222, "application/pdf", "опись.pdf"))),
        row(104, ALIYA, T + 40, message(104, aliya, T + 40, "", media=document_media(6223, "audio/ogg"))),
        row(105, ALIYA, T + 50, message(105, aliya, T + 50, "", media=u32(0x56E0D474) + geo(45.5, 68.25))),
        row(106, ALIYA, T + 60, message(106, aliya, T + 60, "", out=True, sender=peer_user(SELF), media=u32(0x2EC0533F) + geo(45.75, 68.5)
                                        + text("Юрта") + text("трасса, 12-й км") + text("") + text("") + text("")), 1),
        row(107, ALIYA, T + 70, message(107, aliya, T + 70, "", media=u32(0x70322949) + text("447700900103") + text("Ержан") + text("")
                                        + text("") + i64(0))),
        row(108, -CREW, T + 80, message(108, crew, T + 80, "голосуем", sender=peer_user(STRANGER), media=poll_media())),
        row(109, -TEAM, T + 90, message(109, team, T + 90, long_text, sender=peer_user(STRANGER), fwd=saved, edit=T + 95)),
        row(110, -TEAM, T + 100, message(110, team, T + 100, "от скрытого", sender=peer_user(STRANGER), fwd=hidden)),
        row(44, -SHOP, T + 110, message(44, shop, T + 110, "Пост канала")),
        row(111, -CREW, T + 120, service(111, crew, T + 120, u32(0xB5A1CE5A) + text("Гараж"), sender=peer_user(STRANGER))),
        row(112, -CREW, T + 130, service(112, crew, T + 130, u32(0x15CEFD00) + vector(i64(SELF), i64(STRANGER)), sender=peer_user(STRANGER))),
        row(113, ALIYA, T + 140, service(113, aliya, T + 140, call_action(0x57ADC690, 65, True), sender=peer_user(SELF), out=True), 1),
        row(114, ALIYA, T + 150, service(114, aliya, T + 150, call_action(0x85E42301), sender=peer_user(ALIYA))),
        row(115, ALIYA, T + 160, message(115, aliya, T + 160, "на удалённое", sender=peer_user(ALIYA), reply=90), replydata=answered, reply=90),
        row(-210, ALIYA, T + 170, message(-210, aliya, T + 170, "не ушло", out=True, sender=peer_user(SELF)) + text("/storage/emulated/0/x.jpg"), 1, 2),
        row(-211, SECRET, T + 180, secret_message(-211, ALIYA, peer_user(SELF), T + 180, "секрет")),
        row(-212, SECRET, T + 185, secret_message(-212, SELF, peer_user(ALIYA), T + 185, "ответ", out=True), 1),
        row(120, ALIYA, T + 190, unknown),
        row(121, ALIYA, T + 200, bad_media),
        row(122, ALIYA, T + 210, u32(0x90A6CA84) + u32(0) + i32(122)),
        row(123, ALIYA, None, None, None, None, None, None),
    ])
    out += "CREATE TABLE messages_topics" + columns % (", topic_id INTEGER", ", topic_id")
    out += insert("messages_topics", [
        row(109, -TEAM, T + 90, message(109, team, T + 90, long_text, sender=peer_user(STRANGER)), extra=(1,)),
        row(130, -TEAM, T + 220, message(130, team, T + 220, "только в теме", sender=peer_user(STRANGER)), extra=(1,))])
    out += "CREATE TABLE media_v4(mid INTEGER, uid INTEGER, date INTEGER, type INTEGER, data BLOB, PRIMARY KEY(mid, uid, type));\n"
    out += insert("media_v4", [
        (102, ALIYA, T + 20, 0, message(102, aliya, T + 20, "", media=photo_media(5111))),
        (95, ALIYA, T - 400, 0, message(95, aliya, T - 400, "удалённый снимок", sender=peer_user(ALIYA), media=photo_media(5100))),
        (95, ALIYA, T - 400, 8, message(95, aliya, T - 400, "удалённый снимок", sender=peer_user(ALIYA), media=photo_media(5100)))])
    out += "CREATE TABLE scheduled_messages_v2(mid INTEGER, uid INTEGER, send_state INTEGER, date INTEGER, data BLOB, ttl INTEGER, PRIMARY KEY(mid, uid));\n"
    out += insert("scheduled_messages_v2", [(1, ALIYA, 0, T + 86400, message(1, aliya, T + 86400, "завтра", out=True, sender=peer_user(SELF)), 0)])
    out += ("CREATE TABLE unread_push_messages(uid INTEGER, mid INTEGER, random INTEGER, date INTEGER, data BLOB, fm TEXT, name TEXT, "
            "uname TEXT, flags INTEGER, PRIMARY KEY(uid, mid));\n")
    out += insert("unread_push_messages", [(ALIYA, 140, 0, T + 300, message(140, aliya, T + 300, "не открыто", sender=peer_user(ALIYA)), "Алия", None, None, 0),
                                           (ALIYA, 100, 0, T, message(100, aliya, T, "сегодня?"), "Алия", None, None, 0)])
    return out


def old():
    """Before user_version 84: 32-bit ids, layers 73 to 104."""
    me, friend, chat_id = 700001, 700002, 5001

    def old_user(uid, first, phone, flags):
        flags |= 2 | (16 if phone else 0)
        return u32(0x2E13F4C3) + u32(flags) + i32(uid) + text(first) + (text(phone) if phone else b"")

    def old_message(mid, peer, date, body, sender, flags=0, fwd=b"", reply=b"", media=b""):
        return u32(0x44F9B43D) + u32(flags | 1 << 8) + i32(mid) + i32(sender) + peer + fwd + reply + i32(date) + text(body) + media

    peer, crowd = u32(0x9DB1BC6D) + i32(friend), u32(0xBAD0E5BB) + i32(chat_id)
    place = u32(0x091D11EB) + i32(2) + i64(800001) + i32(4242) + i64(1) + text(b"ref")
    photo = (u32(0x695150D7) + u32(1) + u32(0x9C477DD8) + u32(0) + i64(9001) + i64(5) + text(b"ref") + i32(1560000000)
             + vector(u32(0x77BFB61B) + text("x") + place + i32(800) + i32(600) + i32(70000)))
    geo_old = u32(0x56E0D474) + u32(0x2049D70C) + dbl(68.25) + dbl(45.5)
    t = 1560000000  # 2019-06-08T13:20:00Z
    out = "-- Made by samples/telegram_tl.py.\n-- file: data/data/org.telegram.plus/files/account1/cache4.db\nPRAGMA user_version=62;\n"
    out += "CREATE TABLE users(uid INTEGER PRIMARY KEY, name TEXT, status INTEGER, data BLOB);\n"
    out += insert("users", [(me, "данияр;;;", 0, old_user(me, "Данияр", "447700900111", 1 << 10)),
                            (friend, "тимур;;;", 0, old_user(friend, "Тимур", "447700900112", 1 << 11))])
    out += "CREATE TABLE chats(uid INTEGER PRIMARY KEY, name TEXT, data BLOB);\n"
    out += insert("chats", [(chat_id, "рейс", u32(0xD91CDD54) + u32(0) + i32(chat_id) + text("Рейс") + u32(0x37C1011C) + i32(2) + i32(t) + i32(1))])
    out += "CREATE TABLE dialogs(did INTEGER PRIMARY KEY, date INTEGER, unread_count INTEGER, last_mid INTEGER);\n"
    out += insert("dialogs", [(friend, t, 0, 1), (-chat_id, t, 0, 1), (33 << 32, t, 0, 1)])
    out += "CREATE TABLE contacts(uid INTEGER PRIMARY KEY, mutual INTEGER);\n"
    out += "CREATE TABLE enc_chats(uid INTEGER PRIMARY KEY, user INTEGER, name TEXT, data BLOB, g BLOB, authkey BLOB, ttl INTEGER);\n"
    out += insert("enc_chats", [(33, friend, "тимур", None, None, None, 0)])
    out += ("CREATE TABLE messages(mid INTEGER PRIMARY KEY, uid INTEGER, read_state INTEGER, send_state INTEGER, date INTEGER, data BLOB, "
            "out INTEGER, ttl INTEGER, media INTEGER, replydata BLOB, imp INTEGER, mention INTEGER);\n")
    old_secret = (u32(0x555555FA) + u32(0) + i32(-5) + i32(0) + i32(friend) + u32(0x9DB1BC6D) + i32(me) + i32(t + 70) + text("старый секрет")
                  + u32(0x3DED6320) + vector())

    def row(mid, uid, date, data, is_out): return (mid, uid, 3, 0, date, data, is_out, 0, 0, None, 0, 0)

    out += insert("messages", [
        row(1, friend, t, old_message(1, peer, t, "здравствуй", friend), 0),
        row(2, friend, t + 10, old_message(2, peer, t + 10, "привет", me, 2 | 1 << 3, reply=i32(1)), 1),
        row(3, -chat_id, t + 20, old_message(3, crowd, t + 20, "фото", friend, 1 << 9, media=photo), 0),
        row(4, -chat_id, t + 30, old_message(4, crowd, t + 30, "", friend, 1 << 9, media=geo_old), 0),
        row(5, friend, t + 40, old_message(5, peer, t + 40, "дальше", friend, 1 << 2, fwd=u32(0x559EBE6D) + u32(2) + i32(t) + i32(777)), 0),
        row(6, friend, t + 50, u32(0x9E19A1F6) + u32(1 << 8) + i32(6) + i32(friend) + peer + i32(t + 50) + call_action(0xFAF7E8C9), 0),
        row(-5, 33 << 32, t + 70, old_secret, 0)])
    return out


if __name__ == "__main__":
    (OUT / "telegram_android.sql").write_text(modern())
    (OUT / "telegram_android.old.sql").write_text(old())
