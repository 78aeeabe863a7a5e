"""The invented case: its people, chats and texts, and what each text holds for a detector to find.

A courier scheme as the press describes it, among ordinary talk. Numbers are of ranges kept for fiction, cards are
published test numbers, wallets come from public test vectors, places lie in empty steppe and desert.
"""

from collections import namedtuple
from datetime import timedelta

from truth import utc

# Words that occur in ordinary speech of none of the chats below; the keyword list must know them.
STRONG_TERMS = ("кладмен", "закладчик", "ненаход", "наркошоп", "складмен", "перезаклад", "закладкашы",
                "әр адреске төлем")

PHOTO_PLACE_1 = (46.103250, 69.702480)
PHOTO_PLACE_2 = (46.118940, 69.741360)
PHOTO_PLACE_3 = (44.512370, 56.203910)
SHARED_PLACE = (46.131575, 69.768205)

CARD_VISA = "4242424242424242"
CARD_MASTER = "5555555555554444"
CARD_MIR = "2200000000000004"
WALLET_BTC = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
WALLET_ETH = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

# finds: list of (record type, keys) that the text must yield. place: (latitude, longitude) sent as a map point.
# photo: name of a picture that is attached.
Message = namedtuple("Message", "at out text finds place photo sender", defaults=([], None, None, None))
Chat = namedtuple("Chat", "key name phone group messages")


def location(latitude, longitude, **keys):
    return ("location", dict(latitude=latitude, longitude=longitude, **keys))


def card(pan):
    return ("card", dict(pan=pan))


def wallet(currency, address):
    return ("wallet", dict(currency=currency, address=address))


def handle(value):
    return ("identifier", dict(kind="handle", value=value))


def _talk(start, lines):
    """lines: (minutes after the one before, "in"/"out"/sender's key, text, further fields of Message)."""
    at = utc(start)
    talk = []
    for minutes, who, text, *rest in lines:
        at += timedelta(minutes=minutes, seconds=7)
        more = rest[0] if rest else {}
        talk.append(Message(at, who == "out", text, sender=who if who not in ("in", "out") else None, **more))
    return talk


CURATOR = Chat("curator", "Куратор", "447700900101", False, _talk("2026-03-02 05:00:00", [
    (0, "in", "Здравствуйте, вы откликнулись на объявление. Работа курьером, оплата каждую неделю."),
    (3, "out", "Да, что нужно делать?"),
    (2, "in", "Забираете оптовый клад, раскладываете по точкам, на каждую фото и координаты. Кладмен получает за адрес."),
    (1, "in", "Связь только здесь или @example_kurator", {"finds": [handle("example_kurator")]}),
    (40, "out", "Понял. Когда начинать?"),
    (5, "in", "Сегодня. Складмен оставит мастер-клад, координаты 46.090115, 69.690220",
     {"finds": [location(46.090115, 69.690220)]}),
    (95, "out", "Забрал"),
    (61, "out", "Адрес готов 46.103250, 69.702480 фото ниже", {"finds": [location(*PHOTO_PLACE_1)]}),
    (1, "out", "", {"photo": "IMG_20260302_143112.jpg"}),
    (32, "out", "Второй: 46°07'08.184\"N 69°44'28.896\"E", {"finds": [location(*PHOTO_PLACE_2)]}),
    (1, "out", "", {"photo": "IMG_20260302_150501.jpg"}),
    (12, "in", "Третий положи сюда", {"place": SHARED_PLACE}),
    (300, "in", "По первому ненаход, клиент пишет что пусто. Сделай перезаклад."),
    (4, "out", "Я положил как на фото, проверьте ещё раз"),
    (30, "in", "Зарплата на карту, пришли номер"),
    (2, "out", "4242 4242 4242 4242", {"finds": [card(CARD_VISA)]}),
    (5, "in", "Или крипта, куда? Наш кошелёк для залога " + WALLET_BTC, {"finds": [wallet("BTC", WALLET_BTC)]}),
    (9, "out", "Лучше на карту"),
]))

# The log that was never written back: what came last before the phone was seized.
CURATOR_LATE = _talk("2026-03-06 18:20:00", [
    (0, "in", "Наркошоп переезжает, новый бот @example_shop_bot", {"finds": [handle("example_shop_bot")]}),
    (2, "in", "Завтра точка https://maps.google.com/?q=46.140010,69.780020",
     {"finds": [location(46.140010, 69.780020, origin="map_link")]}),
    (3, "out", "Хорошо, буду к восьми"),
    (1, "in", "Переписку удали"),
])

FAMILY = Chat("family", "Мама", "447700900102", False, _talk("2026-03-01 08:00:00", [
    (0, "in", "Сынок, ты поел?"),
    (4, "out", "Да мам, всё хорошо"),
    (600, "in", "Купи хлеб и молоко по дороге"),
    (3, "out", "Куплю"),
    (1440, "in", "Бабушка звонила, ждёт в гости на Наурыз"),
    (10, "out", "Приедем обязательно"),
    (5, "in", "Қашан келесің, балам?"),
    (2, "out", "Жексенбіде келем, апа"),
]))

GARDEN = Chat("garden", "Сад и огород", None, True, _talk("2026-03-03 06:00:00", [
    (0, "aigul", "Девочки, в апреле закладка сада, кто едет за саженцами?"),
    (5, "boris", "Я могу взять прицеп. Яму копаем 60 на 60 см"),
    (7, "out", "Мне две яблони, сорт апорт"),
    (3, "aigul", "Добавила страницу питомника в закладки браузера, скину вечером"),
    (60, "boris", "Адрес питомника узнал, открыто с 9.30 до 18.00"),
    (4, "out", "Цена 3500.50 тг за штуку, версия прайса 2.4.1"),
]))
GARDEN_MEMBERS = {"aigul": ("447700900103", "Айгүл"), "boris": ("447700900104", "Борис Сад")}

KAZAKH_WORK = Chat("kz_work", "Жұмыс KZ", "447700900105", False, _talk("2026-02-27 09:00:00", [
    (0, "in", "Сәлеметсіз бе! Жұмыс бар, күн сайын төлейміз, тәжірибе керек емес."),
    (6, "out", "Қандай жұмыс?"),
    (4, "in", "Закладкашы керек, барлығын түсіндіреміз. Нүкте: 44.512370, 56.203910",
     {"finds": [location(*PHOTO_PLACE_3)]}),
    (11, "out", "Жоқ, рахмет, маған керек емес"),
]))

VIBER_RECRUITER = Chat("recruiter", "HR Example", "447700900106", False, _talk("2026-02-25 10:00:00", [
    (0, "in", "Высокооплачиваемая работа! Курьер, без опыта, подробности в чате @example_hr_chat",
     {"finds": [handle("example_hr_chat")]}),
    (20, "out", "Что перевозить?"),
    (2, "in", "Закладчик работает пешком, город любой. Залог на карту 5555 5555 5555 4444",
     {"finds": [card(CARD_MASTER)]}),
    (3, "out", "Подумаю"),
]))
VIBER_WORK = Chat("colleague", "Ерлан Жұмыс", "447700900107", False, _talk("2026-02-26 04:00:00", [
    (0, "in", "Бүгін жиналыс сағат 10-да, ұмытпа"),
    (3, "out", "Жарайды, келемін"),
    (240, "in", "Отчёт сдал? Бухгалтерия ждёт"),
    (6, "out", "Отправил на почту утром"),
]))

# sender, text, finds: bank messages and private ones.
SMS = [
    ("KaspiBank", "2026-03-03 11:02:10", False, "Пополнение: 25 000 т\nВ Kaspi Терминале\nДоступно: 41 003,10 т", []),
    ("KaspiBank", "2026-03-04 11:31:44", False, "Пополнение: 25 000 т\nВ Kaspi Терминале\nДоступно: 66 003,10 т", []),
    ("KaspiBank", "2026-03-04 12:05:00", False, "Перевод: 60000 т\nНа Kaspi Gold\nДоступно: 6 003,10 т", []),
    ("HALYKBANK", "2026-03-05 07:15:30", False,
     "VISA4821 Esepke alu/Zachislenie. 13950.00 KZT; 05.03.2026 12:15. Dostupnaya summa po karte: 20950.00 KZT",
     [("card", {"pan": "4821", "origin": "masked"})]),
    ("+447700900101", "2026-03-05 16:00:00", False, "Ты где? В чате не отвечаешь. Точка 46.150020, 69.790040 ждёт",
     [location(46.150020, 69.790040)]),
    ("+447700900101", "2026-03-05 16:04:00", True, "Телефон сел, сейчас отвечу", []),
    ("+447700900102", "2026-03-01 12:00:00", False, "Сынок, позвони когда освободишься", []),
    ("+447700900102", "2026-03-01 12:09:00", True, "Перезвоню через час", []),
    ("+447700900108", "2026-03-06 03:30:00", False, "Ваш заказ доставлен в пункт выдачи, код 4821", []),
]

# number, name, time, direction, seconds, answered
CALLS = [
    ("+447700900101", "Куратор", "2026-03-02 05:40:00", "in", 65, True),
    ("+447700900101", "Куратор", "2026-03-05 15:58:00", "in", 0, False),
    ("+447700900102", "Мама", "2026-03-01 13:10:00", "out", 312, True),
    ("+447700900103", "Айгүл", "2026-03-03 07:00:00", "out", 0, False),
    ("+447700900107", "Ерлан Жұмыс", "2026-02-26 05:00:00", "in", 48, True),
]

CONTACTS = [
    ("Куратор", "+447700900101", None), ("Мама", "+447700900102", None), ("Айгүл", "+447700900103", "aigul@example.org"),
    ("Борис Сад", "+447700900104", None), ("Жұмыс KZ", "+447700900105", None), ("Ерлан Жұмыс", "+447700900107", None),
]

# url, title, time
PHONE_VISITS = [
    ("https://example.org/jobs/courier", "Высокооплачиваемая работа курьером", "2026-02-25 09:41:00"),
    ("https://example.org/jobs/courier", "Высокооплачиваемая работа курьером", "2026-02-25 12:15:30"),
    ("https://example.com/garden/saplings", "Саженцы яблони: закладка сада", "2026-03-03 08:20:00"),
    ("https://example.net/weather", "Погода на неделю", "2026-03-04 02:00:00"),
]
PHONE_DOWNLOADS = [
    ("https://example.org/files/instruction.pdf", "/storage/emulated/0/Download/instruction.pdf", "2026-02-25 12:20:00", 48210),
]
COMPUTER_VISITS = [
    ("https://example.org/wiki/steppe", "Степь — энциклопедия", "2026-03-01 09:00:00"),
    ("https://example.org/forum/opt-zakaz", "Форум: оптовый заказ", "2026-03-02 19:30:10"),
    ("https://example.net/exchange", "Обменник", "2026-03-02 19:45:00"),
]
COMPUTER_DOWNLOADS = [
    ("https://example.net/files/tabel.xlsx", "C:\\Users\\example\\Downloads\\tabel.xlsx", "2026-03-02 20:00:00", 9120),
]

NOTE_RU = ("Список на неделю\n1. Закладчик Арман: 6 адресов, 2 ненаход\n2. Кладмен Тимур: 4 адреса\n"
           "Точка: 46.160030, 69.801150\nКарта для выплат 2200 0000 0000 0004\nЗапасной кошелёк " + WALLET_ETH + "\n")
NOTE_RU_FINDS = [location(46.160030, 69.801150), card(CARD_MIR), wallet("ETH", WALLET_ETH)]
NOTE_KK = ("Апталық тізім\nЗакладкашы Асқар: төрт нүкте, ақысы төленді\nҰлытау жолы, ескі құдықтың жанында\nӘр адреске төлем күн сайын\n"
           "Нүкте: 46.170040, 69.812260\n")
NOTE_KK_FINDS = [location(46.170040, 69.812260)]
REPORT_RU = ("Отчёт за март. Складмен передал 12 мест, перезаклад два раза, наркошоп доволен.\n"
             "Закладчик из района получил премию.\n")
DELETED_RU = ("Удалённая заметка: кладмен на красной машине, ненаход по третьему адресу,\n"
              "координаты 46.180050, 69.823370 никому не показывать.\n")
DELETED_RU_FINDS = [location(46.180050, 69.823370)]
GARDEN_RU = ("План участка\nЗакладка сада: апрель. Яблони 12 шт., вишня 6 шт.\nБюджет 150 000 тг, размер ямы 60 x 60\n"
             "Закладка фундамента бани: май. Клад строить не будем, только кладовку.\n")

# The other end of the courier's chat, as it lies on the curator's phone.
COURIER = Chat("courier", "Курьер 7", "447700900100", False,
               [message._replace(out=not message.out) for message in CURATOR.messages + CURATOR_LATE])
SHIFT = Chat("shift", "Смена юг", None, True, _talk("2026-03-04 15:00:00", [
    (0, "out", "Итог дня: 6 адресов, 1 ненаход, выплата завтра"),
    (2, "timur", "Принял, складмен просит ещё сутки"),
    (5, "out", "Кладмен из соседнего района выйдет вместо него"),
    (30, "dana", "Нүкте дайын 46.190060, 69.834480", {"finds": [location(46.190060, 69.834480)]}),
    (1, "out", "Рахмет"),
]))
SHIFT_MEMBERS = {"timur": ("447700900110", "Тимур"), "dana": ("447700900111", "Дана")}
IOS_SMS = [
    ("+447700900112", "2026-03-04 10:00:00", False, "Алия апа шақырып жатыр, сенбіде келесің бе?", []),
    ("+447700900112", "2026-03-04 10:05:00", True, "Келемін, рахмет", []),
    ("KaspiBank", "2026-03-05 12:00:00", False, "Перевод: 60000 т\nНа Kaspi Gold\nДоступно: 941 200,00 т", []),
    ("+447700900110", "2026-03-05 18:00:00", False, "Карта для выплаты 4000 0566 5566 5556", [card("4000056655665556")]),
    ("+447700900110", "2026-03-05 18:02:00", True, "Отправил", []),
]
IOS_SMS_LATE = [
    ("+447700900110", "2026-03-06 19:00:00", False, "Наркошоп закрыли, уезжаем. Запасная точка 46.200070, 69.845590",
     [location(46.200070, 69.845590)]),
]
IOS_PHOTO_PLACE = (46.131240, 69.768110)

# A second courier's chat, exported with Telegram Desktop.
TELEGRAM = Chat("telegram", "Example Operator", None, False, _talk("2026-02-20 11:00:00", [
    (0, "in", "Сегодня восемь мест, кладмен без опыта пусть идёт вторым"),
    (4, "out", "Понял"),
    (130, "out", "Место 1: 44.501230, 56.201480", {"finds": [location(44.501230, 56.201480)]}),
    (1, "out", "", {"photo": "photo_1.jpg"}),
    (15, "in", "Ждём здесь", {"place": (44.505550, 56.207770)}),
    (9, "in", "Выплата на " + WALLET_BTC, {"finds": [wallet("BTC", WALLET_BTC)]}),
    (3, "out", "Спасибо"),
]))
TELEGRAM_PHOTO_PLACE = (44.501310, 56.201390)
