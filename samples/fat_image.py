"""Builds a FAT16 volume with long names, deleted files and text in slack (Microsoft's FAT specification, 2000)."""

import struct

SECTOR = 512
CLUSTER = 4 * SECTOR
_RESERVED, _FAT_SECTORS, _ROOT_ENTRIES = 4, 32, 512
_SECTORS = 32768  # 16 MiB
_DATA_AT = (_RESERVED + 2 * _FAT_SECTORS) * SECTOR + _ROOT_ENTRIES * 32


def _stamp(when):
    """when: (year, month, day, hour, minute, second), local time as FAT keeps it: (time, date)."""
    year, month, day, hour, minute, second = when
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _short_name(name, number):
    base, dot, extension = name.rpartition(".")
    if not dot:
        base, extension = name, ""
    if name == name.upper() and name.isascii() and len(base) <= 8 and len(extension) <= 3:
        return base.ljust(8).encode() + extension.ljust(3).encode(), False
    extension = "".join(c for c in extension.upper() if c.isascii())[:3]
    return b"FILE~%-3d" % number + extension.ljust(3).encode(), True


def _long_entries(name, short):
    checksum = 0
    for byte in short:
        checksum = ((checksum >> 1 | checksum << 7) + byte) & 0xFF
    units = name.encode("utf-16-le")
    if len(units) % 26:
        units += b"\0\0"
        units += b"\xff" * (-len(units) % 26)
    pieces = [units[i:i + 26] for i in range(0, len(units), 26)]
    entries = []
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        order = index + 1 | (0x40 if index == len(pieces) - 1 else 0)
        entries.append(bytes([order]) + piece[:10] + b"\x0f\0" + bytes([checksum]) + piece[10:22] + b"\0\0" + piece[22:])
    return entries


class FatImage:
    def __init__(self, label, serial, when):
        self.data = bytearray(_SECTORS * SECTOR)
        self.when = when
        self.next_cluster = 2
        self.fat = [0xFFF8, 0xFFFF]
        self.names = 0
        self.directories = {"": []}  # path -> list of 32-byte entries
        self.homes = {}              # path of a folder -> its first cluster
        boot = struct.pack("<3s8sHBHBHHBHHHII", b"\xeb\x3c\x90", b"SAMPLES ", SECTOR, CLUSTER // SECTOR, _RESERVED, 2,
                           _ROOT_ENTRIES, _SECTORS, 0xF8, _FAT_SECTORS, 32, 64, 0, 0)
        boot += struct.pack("<BBBI11s8s", 0x80, 0, 0x29, serial, label.ljust(11).encode(), b"FAT16   ")
        self.data[:len(boot)] = boot
        self.data[510:512] = b"\x55\xaa"
        time, date = _stamp(when)
        self.directories[""].append(struct.pack("<11sB10xHHHI", label.ljust(11).encode(), 8, time, date, 0, 0))

    def _entry(self, folder, name, attribute, cluster, size, when, deleted):
        self.names += 1
        short, long_needed = _short_name(name, self.names)
        time, date = _stamp(when)
        entry = struct.pack("<11sBBBHHHHHHHI", short, attribute, 0, 0, time, date, date, 0, time, date, cluster, size)
        entries = (_long_entries(name, short) if long_needed else []) + [entry]
        if deleted:
            entries = [b"\xe5" + one[1:] for one in entries]
        self.directories[folder] += entries

    def _place(self, data, slack, deleted):
        """Writes into the next free clusters; returns (first cluster, byte offset in the image)."""
        count = max(1, -(-len(data) // CLUSTER))
        first = self.next_cluster
        at = _DATA_AT + (first - 2) * CLUSTER
        self.data[at:at + len(data)] = data
        room = count * CLUSTER - len(data)
        if len(slack) > room:
            raise ValueError("slack text of %d bytes does not fit into %d" % (len(slack), room))
        self.data[at + len(data):at + len(data) + len(slack)] = slack
        chain = [0] * count if deleted else [first + i + 1 for i in range(count - 1)] + [0xFFFF]
        self.fat += chain
        self.next_cluster += count
        return first, at

    def folder(self, path):
        parent, _, name = path.rpartition("/")
        self.directories[path] = []
        first, _ = self._place(b"", b"", False)
        self.homes[path] = first
        self._entry(parent, name, 0x10, first, 0, self.when, False)

    def file(self, path, data, when, slack=b"", deleted=False):
        """Returns the byte offset of the content in the image."""
        parent, _, name = path.rpartition("/")
        first, at = self._place(data, slack, deleted)
        self._entry(parent, name, 0x20, first, len(data), when, deleted)
        return at

    def deleted_path(self, path):
        """How a deleted file is called: a short name has lost its first letter, a long one is whole."""
        parent, _, name = path.rpartition("/")
        if not _short_name(name, 0)[1]:
            name = "_" + name[1:]
        return parent + "/" + name if parent else name

    def finish(self):
        table = struct.pack("<%dH" % len(self.fat), *self.fat)
        for copy in range(2):
            at = (_RESERVED + copy * _FAT_SECTORS) * SECTOR
            self.data[at:at + len(table)] = table
        time, date = _stamp(self.when)
        for path, entries in self.directories.items():
            if path:
                parent = path.rpartition("/")[0]
                at = _DATA_AT + (self.homes[path] - 2) * CLUSTER
                dots = [(b".".ljust(11), self.homes[path]), (b"..".ljust(11), self.homes.get(parent, 0))]
                entries = [struct.pack("<11sB10xHHHI", name, 0x10, time, date, cluster, 0)
                           for name, cluster in dots] + entries
            else:
                at = (_RESERVED + 2 * _FAT_SECTORS) * SECTOR
            content = b"".join(entries)
            if len(content) > (CLUSTER if path else _ROOT_ENTRIES * 32):
                raise ValueError("folder %r holds too many names" % path)
            self.data[at:at + len(content)] = content
        return bytes(self.data)
