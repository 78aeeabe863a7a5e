"""Writes disk images in the Expert Witness format (E01): one segment, 32 KiB chunks, with MD5 and SHA-1.

Written from the format's public description (libyal's EWF specification) because the tools that write it stamp the
time of the run into the image.
"""

import hashlib
import struct
import zlib

_SECTORS_PER_CHUNK = 64
_SECTOR = 512
_SIGNATURE = b"EVF\x09\x0d\x0a\xff\x00"


def _section(kind, at, body, last=False):
    size = 76 + len(body)
    following = at if last else at + size
    # The two sections that end a file carry no size of their own.
    head = struct.pack("<16sQQ40x", kind, following, 0 if last else size)
    return head + struct.pack("<I", zlib.adler32(head)) + body


def _summed(body):
    return body + struct.pack("<I", zlib.adler32(body))


def _headers(case, evidence, examiner, notes, at):
    """The older header (text) and the newer one (UTF-16); at: datetime in UTC."""
    date = "%d %d %d %d %d %d" % (at.year, at.month, at.day, at.hour, at.minute, at.second)
    stamp = str(int(at.timestamp()))
    old = "1\r\nmain\r\nc\tn\ta\te\tt\tm\tu\tp\r\n%s\t%s\t%s\t%s\t%s\t%s\t%s\t0\r\n\r\n" % (
        case, evidence, evidence, examiner, notes, date, date)
    new = "1\nmain\na\tc\tn\te\tt\tm\tu\tp\n%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n\n" % (
        evidence, case, evidence, examiner, notes, stamp, stamp)
    return old.encode("ascii"), b"\xff\xfe" + new.encode("utf-16-le")


def ewf(image, case, evidence, examiner, notes, at, removable=True):
    """Bytes of the E01 file that holds `image` (whole sectors)."""
    old_header, new_header = _headers(case, evidence, examiner, notes, at)
    chunk_size = _SECTORS_PER_CHUNK * _SECTOR
    chunks = [image[i:i + chunk_size] for i in range(0, len(image), chunk_size)]
    out = bytearray(_SIGNATURE + struct.pack("<BHH", 1, 1, 0))
    for _ in range(2):
        out += _section(b"header2", len(out), zlib.compress(new_header, 6))
    out += _section(b"header", len(out), zlib.compress(old_header, 6))
    volume = struct.pack("<B3xIIIQ", 0 if removable else 1, len(chunks), _SECTORS_PER_CHUNK, _SECTOR,
                         len(image) // _SECTOR)
    volume += struct.pack("<IIIB3xI4xIB3xI4x", 0, 0, 0, 1, 0, 0, 2, _SECTORS_PER_CHUNK)
    volume += hashlib.md5(notes.encode()).digest()
    out += _section(b"volume", len(out), _summed(volume.ljust(1048, b"\0")))

    base = len(out)
    data, entries = bytearray(), []
    for chunk in chunks:
        packed = zlib.compress(chunk, 9)
        offset = 76 + len(data)
        if len(packed) < len(chunk):
            entries.append(offset | 0x80000000)
            data += packed
        else:
            entries.append(offset)
            data += chunk + struct.pack("<I", zlib.adler32(chunk))
    out += _section(b"sectors", base, bytes(data))
    table = _summed(struct.pack("<I4xQ4x", len(entries), base))
    table += _summed(struct.pack("<%dI" % len(entries), *entries))
    out += _section(b"table", len(out), table)
    out += _section(b"table2", len(out), table)
    md5, sha1 = hashlib.md5(image).digest(), hashlib.sha1(image).digest()
    out += _section(b"digest", len(out), _summed((md5 + sha1).ljust(76, b"\0")))
    out += _section(b"hash", len(out), _summed(md5.ljust(32, b"\0")))
    return bytes(out + _section(b"done", len(out), b"", last=True))
