"""pc1.raw: a computer's disk with an ext4 and an NTFS volume, deleted files and texts in unused space."""

import documents
import browsers
import story
import whatsapp_android
from ext4_image import Ext4Image
from jpeg_exif import jpeg
from mbr_disk import disk
from ntfs_image import NtfsImage
from truth import Truth, utc

_SECONDS = int(utc("2026-03-05 16:14:00").timestamp())
_LINUX, _NTFS = 0x83, 0x07
_UNALLOCATED_TEXT = "Обрывок в пустом месте: закладчик ждёт у старой дороги, наркошоп молчит."
_UNPARTITIONED_TEXT = "Запись вне разделов: складмен хранит ключ, ненаход не считать."
_STREAM_TEXT = "Скрытый поток: кладмен Руслан, точка 46.210080, 69.856700\n"
_STREAM_FINDS = [story.location(46.210080, 69.856700)]
_WIDE_TEXT = "График смен\r\nКладмен 1: ночь\r\nЗакладчик 2: утро\r\nпароль от чата прежний\r\n"
_SHORT_DELETED = "Стереть: перезаклад по двум местам.\n"
_PICTURE_PLACE = (44.533330, 56.224440)
_DELETED_PICTURE_PLACE = (44.534560, 56.226780)
_OWNER, _OWNER_ID, _PARTNER_ID = "Example Courier", "user7000000001", "user7000000002"


def _linux_volume(truth):
    """Returns the volume's bytes and the offset of the text in its free space."""
    volume = Ext4Image("home", _SECONDS)

    def put(path, data, deleted=False):
        volume.file(path, data, deleted)
        truth.file("vol1/" + path, data, "deleted" if deleted else "allocated")
        return "vol1/" + path

    def put_text(path, text, encoding, finds=(), deleted=False, mark=b""):
        place = put(path, mark + text.encode(encoding), deleted)
        truth.hits(place, text, story.STRONG_TERMS, encoding, len(mark))
        truth.finds(place, finds, "file_text")

    def put_database(path, make, *arguments):
        volume.file(path, make("vol1/" + path, *arguments, truth))

    put_database("home/example/.mozilla/firefox/example0.default-release/places.sqlite", browsers.firefox_history,
                 story.COMPUTER_VISITS)
    put_database("home/example/.config/google-chrome/Default/History", browsers.chrome_history,
                 story.COMPUTER_VISITS[:2], story.COMPUTER_DOWNLOADS)
    put_database("home/example/телефон/WhatsApp/Databases/msgstore.db", whatsapp_android.old_store,
                 [story.KAZAKH_WORK, story.GARDEN], story.GARDEN_MEMBERS)
    put_text("home/example/Документы/отчёт dos.txt", story.REPORT_RU, "cp866")
    put_text("home/example/Документы/отчёт.txt", story.REPORT_RU, "cp1251")
    put_text("home/example/Документы/отчёт unix.txt", story.REPORT_RU, "koi8_r")
    put_text("home/example/Документы/отчёт.utf16.txt", story.REPORT_RU, "utf_16_le", mark=b"\xff\xfe")
    put_text("home/example/Документы/тізім.txt", story.NOTE_KK, "kz1048", story.NOTE_KK_FINDS)
    put_text("home/example/Документы/сад.txt", story.GARDEN_RU, "utf-8")
    put_text("home/example/Документы/черновик.txt", story.DELETED_RU, "utf-8", story.DELETED_RU_FINDS, deleted=True)

    folder = "home/example/Загрузки/Telegram Desktop/ChatExport_2026-03-01/"
    chat = story.TELEGRAM
    export = put(folder + "result.json", documents.telegram_export(chat.name, 7000000002, _OWNER, _OWNER_ID, _PARTNER_ID,
                                                                   chat.messages))
    for message in chat.messages:
        place = message.place or (None, None)
        truth.add("message", export, app="Telegram", chat_id="7000000002", chat=chat.name,
                  sender=_OWNER if message.out else chat.name, sender_id=_OWNER_ID if message.out else _PARTNER_ID,
                  sent_at=message.at, text=message.text or None, latitude=place[0], longitude=place[1])
        if message.place:
            truth.add("location", export, latitude=place[0], longitude=place[1], origin="app_db", at=message.at)
        truth.finds(export, message.finds, "message_text")
    at = utc("2026-02-20 13:15:00")
    latitude, longitude = story.TELEGRAM_PHOTO_PLACE
    photo = put(folder + "photos/photo_1.jpg", jpeg(31, taken=at, latitude=latitude, longitude=longitude))
    truth.add("location", photo, latitude=latitude, longitude=longitude, origin="exif", at=at)

    document, xml = documents.docx(story.REPORT_RU.splitlines())
    inner = documents.zip_bytes([("отчёт.docx", document)])
    archive = put("home/example/Загрузки/архив.zip", documents.zip_bytes([("копия.zip", inner)]))
    truth.file(archive + "!/копия.zip", inner)
    truth.file(archive + "!/копия.zip!/отчёт.docx", document)
    truth.hits(archive + "!/копия.zip!/отчёт.docx!/word/document.xml", xml, story.STRONG_TERMS)
    return volume.finish(_UNALLOCATED_TEXT.encode("cp1251"))


def _windows_volume(truth):
    volume = NtfsImage("DATA", _SECONDS)
    deleted = []

    def put(name, data, stream=None, gone=False):
        volume.file(name, data, stream)
        if gone:
            deleted.append(name)
        path = "vol2/" + name + (":" + stream if stream else "")
        truth.file(path, data, "deleted" if gone else "allocated")
        return path

    path = put("график.txt", b"\xff\xfe" + _WIDE_TEXT.encode("utf_16_le"))
    truth.hits(path, _WIDE_TEXT, story.STRONG_TERMS, "utf_16_le", 2)
    put("notes.txt", b"Bread, milk, batteries\r\n")
    path = put("notes.txt", _STREAM_TEXT.encode(), "hidden")
    truth.hits(path, _STREAM_TEXT, story.STRONG_TERMS)
    truth.finds(path, _STREAM_FINDS, "file_text")
    put("участок.txt", story.GARDEN_RU.encode("cp1251"))
    for seed, name, place, gone in ((41, "снимок 1.jpg", _PICTURE_PLACE, False),
                                    (42, "снимок 2.jpg", _DELETED_PICTURE_PLACE, True)):
        at = utc("2026-03-05 06:%d:00" % seed)
        path = put(name, jpeg(seed, 480, 320, at, latitude=place[0], longitude=place[1], model="Camera 3"), gone=gone)
        truth.add("location", path, latitude=place[0], longitude=place[1], origin="exif", at=at)
    path = put("удалить.txt", _SHORT_DELETED.encode(), gone=True)
    truth.hits(path, _SHORT_DELETED, story.STRONG_TERMS)
    return volume.finish(deleted)


def make(target):
    """Writes the disk to `target` and returns its Truth."""
    truth = Truth("pc1")
    linux, free_at = _linux_volume(truth)
    windows = _windows_volume(truth)
    image, starts, gap_at = disk([(_LINUX, linux), (_NTFS, windows)], 0x20260305, _UNPARTITIONED_TEXT.encode())
    truth.hits("vol1/$Unallocated", _UNALLOCATED_TEXT, story.STRONG_TERMS, "cp1251", starts[0] + free_at, area=True)
    truth.hits("$Unpartitioned", _UNPARTITIONED_TEXT, story.STRONG_TERMS, base=gap_at, area=True)
    with open(target, "wb") as file:
        file.write(image)
    return truth
