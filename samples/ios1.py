"""ios1: the file system of an iPhone as a folder."""

import os
import plistlib
import shutil
from calendar import timegm

import documents
import ios_stores
import story
from jpeg_exif import jpeg
from truth import Truth, utc

_GROUP = "private/var/mobile/Containers/Shared/AppGroup/00000000-0000-4000-A000-000000000001/"
_PHOTO = "private/var/mobile/Media/DCIM/100APPLE/IMG_0001.JPG"


def make(target):
    """Writes the folder `target` anew and returns its Truth."""
    truth = Truth("ios1")
    files = {}
    path = "private/var/mobile/Library/SMS/sms.db"
    files[path], files[path + "-wal"] = ios_stores.short_messages(path, story.IOS_SMS, story.IOS_SMS_LATE, truth)
    path = _GROUP + "ChatStorage.sqlite"
    files[path] = ios_stores.whatsapp(path, [story.COURIER, story.SHIFT], story.SHIFT_MEMBERS, truth)
    path = _GROUP + ".com.apple.mobile_container_manager.metadata.plist"
    files[path] = plistlib.dumps({"MCMMetadataIdentifier": "group.net.whatsapp.WhatsApp.shared"},
                                 fmt=plistlib.FMT_BINARY)
    truth.file(path, files[path])
    at = utc("2026-03-04 14:20:00")
    latitude, longitude = story.IOS_PHOTO_PLACE
    files[_PHOTO] = jpeg(11, taken=at, latitude=latitude, longitude=longitude, model="Tablet 2")
    truth.file(_PHOTO, files[_PHOTO])
    truth.add("location", _PHOTO, latitude=latitude, longitude=longitude, origin="exif", at=at)

    if os.path.lexists(target):
        shutil.rmtree(target)
    when = timegm(documents.FIXED_TIME + (0, 0, 0))
    for path, data in files.items():
        host = os.path.join(target, path)
        os.makedirs(os.path.dirname(host), exist_ok=True)
        with open(host, "wb") as file:
            file.write(data)
        os.utime(host, (when, when))
    return truth
