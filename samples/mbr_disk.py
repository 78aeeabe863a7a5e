"""Puts volumes on a disk with a master boot record."""

import struct

SECTOR = 512
_FIRST = 2048  # sectors before the first volume


def head(volumes, signature, gap=b""):
    """What stands before the first volume: the boot record, and `gap` in sector 1000, which is in no volume.

    volumes: (partition type, size in bytes), whole sectors. Returns (bytes, byte offsets of the volumes, of `gap`).
    """
    table, at, starts = b"", _FIRST, []
    for kind, size in volumes:
        table += struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff", kind, b"\xfe\xff\xff", at, size // SECTOR)
        starts.append(at * SECTOR)
        at += size // SECTOR
    boot = bytes(440) + struct.pack("<IH", signature, 0) + table.ljust(64, b"\0") + b"\x55\xaa"
    out = bytearray(boot.ljust(_FIRST * SECTOR, b"\0"))
    gap_at = 1000 * SECTOR
    out[gap_at:gap_at + len(gap)] = gap
    return bytes(out), starts, gap_at


def disk(volumes, signature, gap):
    """volumes: (partition type, bytes). Returns (bytes of the disk, byte offsets of the volumes, of `gap`)."""
    start, starts, gap_at = head([(kind, len(data)) for kind, data in volumes], signature, gap)
    return start + b"".join(data for _, data in volumes), starts, gap_at
