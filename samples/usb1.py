"""usb1.E01: a FAT16 memory stick with live and deleted files, in the Expert Witness format."""

import story
from ewf_image import ewf
from fat_image import FatImage
from jpeg_exif import jpeg
from truth import Truth, utc

_WHEN = (2026, 3, 5, 21, 14, 0)
_LIVE_PLACE = (44.520120, 56.212340)
_DELETED_PLACE = (44.520980, 56.214560)
# The first text ends in the middle of a strong term that goes on in the slack behind it.
_CUT_TEXT, _CUT_REST = "Кто выходит завтра: новый клад", "мен и водитель, остальное лично."
_OLD_TEXT = "Старая запись: закладчик просит аванс, перезаклад за его счёт."


def make(target):
    """Writes the image to `target` and returns its Truth."""
    truth = Truth("usb1")
    image = FatImage("EXAMPLE", 0x20260305, _WHEN)

    def put(path, data, slack=b"", deleted=False):
        image.file(path, data, _WHEN, slack, deleted)
        place = "vol1/" + (image.deleted_path(path) if deleted else path)
        truth.file(place, data, "deleted" if deleted else "allocated")
        return place

    image.folder("DCIM")
    image.folder("DCIM/100EXAMP")
    for seed, name, place, deleted in ((21, "DSC_0001.JPG", _LIVE_PLACE, False),
                                       (22, "DSC_0002.JPG", _DELETED_PLACE, True)):
        at = utc("2026-03-0%d 07:45:00" % (seed - 18))
        path = put("DCIM/100EXAMP/" + name,
                   jpeg(seed, 320, 240, at, latitude=place[0], longitude=place[1], model="Camera 3"), deleted=deleted)
        truth.add("location", path, latitude=place[0], longitude=place[1], origin="exif", at=at)

    path = put("Отчёт за март.txt", story.REPORT_RU.encode("cp1251"))
    truth.hits(path, story.REPORT_RU, story.STRONG_TERMS, "cp1251")
    for name, encoding in (("удалённая заметка.txt", "cp1251"), ("старая копия.txt", "koi8_r")):
        path = put(name, story.DELETED_RU.encode(encoding), deleted=True)
        truth.hits(path, story.DELETED_RU, story.STRONG_TERMS, encoding)
        truth.finds(path, story.DELETED_RU_FINDS, "file_text")

    path = put("смена.txt", _CUT_TEXT.encode("cp866"), slack=_CUT_REST.encode("cp866"))
    truth.hits(path, _CUT_TEXT + _CUT_REST, story.STRONG_TERMS, "cp866")
    path = put("NOTE.TXT", b"milk, bread, tea\r\n", slack=bytes(100) + _OLD_TEXT.encode())
    truth.hits(path, _OLD_TEXT, story.STRONG_TERMS, base=118)
    put("сад.txt", story.GARDEN_RU.encode("cp1251"))

    with open(target, "wb") as file:
        file.write(ewf(image.finish(), "SAMPLE-1", "usb1", "Examiner", "invented evidence", utc("2026-03-07 06:00:00")))
    return truth
