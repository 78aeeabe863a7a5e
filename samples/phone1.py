"""phone1.zip: a full file system of an Android phone, as extraction tools deliver it."""

import android_system
import browsers
import documents
import story
import viber_android
import whatsapp_android
from jpeg_exif import jpeg
from truth import Truth, utc

_WHATSAPP = "data/data/com.whatsapp/databases/"
_CAMERA = "data/media/0/DCIM/Camera/"

# name, time in UTC, place
_PHOTOS = [
    ("IMG_20260302_143112.jpg", "2026-03-02 09:31:12", story.PHOTO_PLACE_1),
    ("IMG_20260302_150501.jpg", "2026-03-02 10:05:01", story.PHOTO_PLACE_2),
    ("IMG_20260308_110000.jpg", "2026-03-08 06:00:00", None),
]


def make(target):
    """Writes the zip to `target` and returns its Truth."""
    truth = Truth("phone1")
    members = []

    def put(path, data):
        members.append((path, data))

    path = _WHATSAPP + "msgstore.db"
    database, wal = whatsapp_android.new_store(path, [story.CURATOR, story.FAMILY, story.GARDEN, story.KAZAKH_WORK],
                                               {"curator": story.CURATOR_LATE}, story.GARDEN_MEMBERS, truth)
    put(path, database)
    put(path + "-wal", wal)
    path = _WHATSAPP + "wa.db"
    put(path, whatsapp_android.contacts(path, [(name, phone) for name, phone, _ in story.CONTACTS[:5]], truth))
    path = "data/data/com.android.providers.telephony/databases/mmssms.db"
    put(path, android_system.short_messages(path, story.SMS, truth))
    path = "data/data/com.android.providers.contacts/databases/contacts2.db"
    put(path, android_system.address_book(path, story.CONTACTS, truth))
    path = "data/data/com.android.providers.contacts/databases/calllog.db"
    put(path, android_system.call_log(path, story.CALLS, truth))
    path = "data/data/com.viber.voip/databases/viber_messages"
    put(path, viber_android.store(path, [story.VIBER_RECRUITER, story.VIBER_WORK], truth))
    path = "data/data/com.android.chrome/app_chrome/Default/History"
    put(path, browsers.chrome_history(path, story.PHONE_VISITS, story.PHONE_DOWNLOADS, truth))

    for seed, (name, at, place) in enumerate(_PHOTOS, 1):
        latitude, longitude = place or (None, None)
        picture = jpeg(seed, taken=utc(at), latitude=latitude, longitude=longitude)
        put(_CAMERA + name, picture)
        truth.file(_CAMERA + name, picture)
        if place:
            truth.add("location", _CAMERA + name, latitude=latitude, longitude=longitude, origin="exif", at=utc(at))

    path = "data/media/0/Documents/список.txt"
    put(path, story.NOTE_RU.encode())
    truth.file(path, members[-1][1])
    truth.hits(path, story.NOTE_RU, story.STRONG_TERMS)
    truth.finds(path, story.NOTE_RU_FINDS, "file_text")

    path = "data/media/0/Documents/участок.txt"
    put(path, story.GARDEN_RU.encode())
    truth.file(path, members[-1][1])

    path = "data/media/0/Download/отчёт.docx"
    document, xml = documents.docx(story.REPORT_RU.splitlines())
    put(path, document)
    truth.file(path, document)
    truth.hits(path + "!/word/document.xml", xml, story.STRONG_TERMS)

    path = "data/media/0/Download/backup.zip"
    inner = documents.zip_bytes([("kz/тізім.txt", story.NOTE_KK.encode())])
    outer = documents.zip_bytes([("old/inner.zip", inner), ("readme.txt", b"nothing here\n")])
    put(path, outer)
    truth.file(path, outer)
    truth.file(path + "!/readme.txt", b"nothing here\n")
    truth.file(path + "!/old/inner.zip", inner)
    path += "!/old/inner.zip!/kz/тізім.txt"
    truth.file(path, story.NOTE_KK.encode())
    truth.hits(path, story.NOTE_KK, story.STRONG_TERMS)
    truth.finds(path, story.NOTE_KK_FINDS, "file_text")
    with open(target, "wb") as file:
        file.write(documents.zip_bytes(members))
    return truth
