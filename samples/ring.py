"""Five phones of an invented ring and a stranger, as folders, and what they share: make(DIR) -> Ring.

Each is small: messages and calls as SMS Backup & Restore writes them, an address book as vCard, pictures. Who shares
what with whom is written down here, from the same tables that the phones are made of.
"""

import os
from collections import namedtuple
from xml.sax.saxutils import quoteattr

from jpeg_exif import jpeg
from truth import unix_ms, utc

CURATOR, FIRST, SECOND, BUYER, STRANGER = ("+447700900121", "+447700900122", "+447700900123", "+447700900124",
                                           "+447700900125")
SERVICE = "+447700900199"  # writes to everybody, and nobody answers
INVITE = "t.me/+AbCdEf0123456789"
WALLET = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
PLACE = (46.210110, 69.810120)

ADVERT = "Требуются пешие курьеры в ваш город! Оплата каждую неделю, опыт не нужен, всему научим. Чат https://" + INVITE
ADVERT_AGAIN = "ТРЕБУЮТСЯ пешие курьеры в ваш город!!! Оплата каждый день - опыт не нужен, всему научим, чат " + INVITE
DROP = "Кладмен оставил закладку, прикоп под камнем, координаты 46.210110, 69.810120"
DROP_AGAIN = "Забирай закладку: прикоп под камнем 46.210190, 69.810120"  # 9 m from it
TALK = "Завтра собираемся у бабушки на обед, не забудь купить хлеб, молоко и лекарства по списку, целую"

# links: {(kind, value): {phones}}; a place and a text are told by kind only. persons: sets of selectors.
Ring = namedtuple("Ring", "paths links kinds persons")


class _Phone:
    def __init__(self, start):
        self.at, self.messages, self.cards, self.pictures = start, [], [], {}

    def say(self, number, out, text):
        self.at += 61_000
        self.messages.append((number, self.at, 2 if out else 1, text))
        return self

    def card(self, name, *lines):
        self.cards.append((name, lines))
        return self

    def write(self, folder):
        os.makedirs(os.path.join(folder, "sdcard", "Pictures"))
        rows = ["  <sms address=%s date=\"%d\" type=\"%d\" body=%s contact_name=\"(Unknown)\" />" %
                (quoteattr(number), at, kind, quoteattr(text)) for number, at, kind, text in self.messages]
        with open(os.path.join(folder, "sdcard", "sms-20260301.xml"), "w", encoding="utf-8") as file:
            file.write("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"%d\">\n%s\n</smses>\n" %
                       (len(rows), "\n".join(rows)))
        with open(os.path.join(folder, "sdcard", "contacts.vcf"), "w", encoding="utf-8") as file:
            for name, lines in self.cards:
                file.write("BEGIN:VCARD\nVERSION:3.0\nFN:%s\n%s\nEND:VCARD\n" % (name, "\n".join(lines)))
        for name, content in self.pictures.items():
            with open(os.path.join(folder, "sdcard", "Pictures", name), "wb") as file:
                file.write(content)


def make(folder):
    start = unix_ms(utc("2026-03-02 05:00:00"))
    curator, first, second, buyer, stranger = phones = [_Phone(start + hour * 3_600_000) for hour in range(5)]

    for courier, number, advert in ((first, FIRST, ADVERT), (second, SECOND, ADVERT_AGAIN)):
        courier.say(CURATOR, False, advert).say(CURATOR, True, "Что нужно делать?")
        curator.say(number, False, "Что нужно делать?").say(number, True, "Объясню")
    curator.say(FIRST, False, "Залог куда?").say(FIRST, True, "Кошелёк " + WALLET)
    first.say(CURATOR, False, "Кошелёк " + WALLET)
    first.say(CURATOR, True, DROP)
    buyer.say(CURATOR, False, DROP_AGAIN).say(CURATOR, True, "Пусто, ненаход")
    for phone in phones:
        for _ in range(4):
            phone.say(SERVICE, False, "Ваш баланс близок к нулю, пополните его любым удобным способом до конца недели")
        phone.say("5959", False, "Код 4821 никому не говорите, даже сотруднику банка, который вам звонит сейчас")
    # What families and strangers say to themselves is nobody's link.
    stranger.say("+447700900126", True, TALK).say("+447700900126", False, "Хорошо")

    curator.card("Курьер 1", "TEL:" + FIRST, "EMAIL:first@example.org")
    second.card("Напарник", "TEL:" + FIRST.replace("+44", "0044"), "NICKNAME:@example_first")
    buyer.card("Магазин", "TEL:" + CURATOR)
    stranger.card("Такси", "TEL:+447700900127").card("Бабушка", "TEL:+447700900126")

    # One picture that was passed on, and one that each made alone.
    passed_on = jpeg(77, width=640, height=480, taken=utc("2026-03-02 04:00:00"), latitude=PLACE[0], longitude=PLACE[1])
    first.pictures["IMG_0001.jpg"] = buyer.pictures["received.jpg"] = passed_on
    for seed, phone in enumerate(phones):
        phone.pictures["own.jpg"] = jpeg(200 + seed, width=640, height=480)

    names = ("curator", "courier1", "courier2", "buyer", "stranger")
    paths = []
    for name, phone in zip(names, phones):
        paths.append(os.path.join(folder, name))
        phone.write(paths[-1])
    links = {
        ("phone", CURATOR): {"courier1", "courier2", "buyer"},
        ("phone", FIRST): {"curator", "courier2"},
        ("invite", INVITE): {"courier1", "courier2"},
        ("wallet", "BTC:" + WALLET): {"curator", "courier1"},
    }
    kinds = {"text": {"courier1", "courier2"}, "place": {"courier1", "buyer"}, "picture": {"courier1", "buyer"}}
    persons = [{("phone", FIRST), ("email", "first@example.org"), ("handle", "@example_first")}]
    return Ring(paths, links, kinds, persons)
