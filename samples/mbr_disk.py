"""Puts volumes on a disk with a master boot record."""

import struct

SECTOR = 512
_FIRST = 2048  # sectors before the first volume


def disk(volumes, signature, gap):
    """volumes: (partition type, bytes), whole sectors. gap: bytes laid into sector 1000, which is in no volume.

    Returns (bytes of the disk, byte offsets of the volumes, byte offset of `gap`).
    """
    table, at, starts = b"", _FIRST, []
    for kind, data in volumes:
        table += struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff", kind, b"\xfe\xff\xff", at, len(data) // SECTOR)
        starts.append(at * SECTOR)
        at += len(data) // SECTOR
    boot = bytes(440) + struct.pack("<IH", signature, 0) + table.ljust(64, b"\0") + b"\x55\xaa"
    head = bytearray(boot.ljust(_FIRST * SECTOR, b"\0"))
    gap_at = 1000 * SECTOR
    head[gap_at:gap_at + len(gap)] = gap
    return bytes(head) + b"".join(data for _, data in volumes), starts, gap_at
