"""Writes small baseline JPEG pictures with EXIF (camera, time with zone, GPS position)."""

import random
import struct

_DC_BITS = bytes([0, 0, 7] + [0] * 13)  # seven codes of three bits: categories 0..6
_AC_BITS = bytes([1] + [0] * 15)        # one code of one bit: end of block


class _BitWriter:
    def __init__(self):
        self.bits = []

    def put(self, value, count):
        for shift in range(count - 1, -1, -1):
            self.bits.append((value >> shift) & 1)

    def to_bytes(self):
        bits = self.bits + [1] * (-len(self.bits) % 8)
        out = bytearray()
        for at in range(0, len(bits), 8):
            byte = int("".join(map(str, bits[at:at + 8])), 2)
            out.append(byte)
            if byte == 0xFF:
                out.append(0)
        return bytes(out)


def _segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _scan(width, height, seed):
    """Grey 8x8 blocks whose brightness walks at random: each seed gives another picture."""
    chance = random.Random(seed)
    writer = _BitWriter()
    level = 0
    for _ in range((width // 8) * (height // 8)):
        diff = chance.randint(-20, 20)
        if not -60 <= level + diff <= 60:
            diff = -diff
        level += diff
        category = abs(diff).bit_length()
        writer.put(category, 3)
        if category:
            writer.put(diff if diff > 0 else diff + (1 << category) - 1, category)
        writer.put(0, 1)
    return writer.to_bytes()


def _ifd(entries, base, next_ifd=0):
    """entries: (tag, type, count, value bytes), sorted by tag; base: offset of this IFD in the TIFF block."""
    head = struct.pack("<H", len(entries))
    data_at = base + 2 + 12 * len(entries) + 4
    rows, extra = b"", b""
    for tag, kind, count, value in entries:
        if len(value) <= 4:
            field = value.ljust(4, b"\0")
        else:
            field = struct.pack("<I", data_at + len(extra))
            extra += value + b"\0" * (len(value) % 2)
        rows += struct.pack("<HHI", tag, kind, count) + field
    return head + rows + struct.pack("<I", next_ifd) + extra


def _ascii(tag, text):
    value = text.encode("ascii") + b"\0"
    return (tag, 2, len(value), value)


def _rationals(tag, pairs):
    return (tag, 5, len(pairs), b"".join(struct.pack("<II", a, b) for a, b in pairs))


def _degrees(value):
    """Degrees, minutes and ten-thousandths of a second: exact to a third of a centimetre."""
    units = round(abs(value) * 3600 * 10000)
    return [(units // 36000000, 1), (units // 600000 % 60, 1), (units % 600000, 10000)]


def _exif(taken, offset_hours, latitude, longitude, make, model):
    """taken: aware datetime in UTC. Returns the APP1 body."""
    from datetime import timedelta
    local = (taken + timedelta(hours=offset_hours)).strftime("%Y:%m:%d %H:%M:%S")
    exif_entries = [_ascii(0x9003, local), _ascii(0x9004, local), _ascii(0x9010, "%+03d:00" % offset_hours),
                    _ascii(0x9011, "%+03d:00" % offset_hours), _ascii(0x9012, "%+03d:00" % offset_hours)]
    gps_entries = []
    if latitude is not None:
        gps_entries = [(0, 1, 4, bytes([2, 3, 0, 0])), _ascii(1, "N" if latitude >= 0 else "S"),
                       _rationals(2, _degrees(latitude)), _ascii(3, "E" if longitude >= 0 else "W"),
                       _rationals(4, _degrees(longitude)),
                       _rationals(7, [(taken.hour, 1), (taken.minute, 1), (taken.second, 1)]),
                       _ascii(29, taken.strftime("%Y:%m:%d"))]

    def first_ifd(exif_at, gps_at):
        entries = [_ascii(0x010F, make), _ascii(0x0110, model), (0x0112, 3, 1, struct.pack("<H", 1)),
                   _ascii(0x0132, local), (0x8769, 4, 1, struct.pack("<I", exif_at))]
        if gps_entries:
            entries.append((0x8825, 4, 1, struct.pack("<I", gps_at)))
        return _ifd(entries, 8)

    exif_at = 8 + len(first_ifd(0, 0))
    exif_ifd = _ifd(exif_entries, exif_at)
    gps_at = exif_at + len(exif_ifd)
    gps_ifd = _ifd(gps_entries, gps_at) if gps_entries else b""
    return b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + first_ifd(exif_at, gps_at) + exif_ifd + gps_ifd


def jpeg(seed, width=160, height=120, taken=None, offset_hours=5, latitude=None, longitude=None,
         make="Example", model="Phone 1"):
    """Bytes of a grey picture; width and height are multiples of 8. Without `taken` it has no EXIF."""
    out = b"\xff\xd8"
    if taken is not None:
        out += _segment(0xE1, _exif(taken, offset_hours, latitude, longitude, make, model))
    else:
        out += _segment(0xE0, b"JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    out += _segment(0xDB, b"\0" + bytes([16] * 64))
    out += _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0]))
    out += _segment(0xC4, b"\x00" + _DC_BITS + bytes(range(7)))
    out += _segment(0xC4, b"\x10" + _AC_BITS + b"\0")
    out += _segment(0xDA, bytes([1, 1, 0x00, 0, 63, 0]))
    return out + _scan(width, height, seed) + b"\xff\xd9"
