"""Builds an NTFS volume with mkntfs and ntfscp, deletes files in it and gives it fixed times and a fixed serial number.

Nothing is mounted, so no rights are needed; ntfscp makes no folders, so all files lie in the root.
"""

import os
import struct
import subprocess
import tempfile

_SIZE = 12 << 20
_SECTOR = 512
_SERIAL = 0x0123456789ABCDEF
_FILETIME_EPOCH_S = 11644473600  # seconds from 1601 to 1970
_MFT, _ROOT, _BITMAP, _EXTEND, _QUOTA = 0, 5, 6, 11, 24
_STANDARD_INFORMATION, _FILE_NAME, _DATA, _INDEX_ROOT, _INDEX_ALLOCATION, _BITMAP_ATTRIBUTE = (
    0x10, 0x30, 0x80, 0x90, 0xA0, 0xB0)


def _environment():
    return dict(os.environ, LC_ALL="C.UTF-8", PATH=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


class _Fixups:
    """A multi-sector record with its sector ends restored; `write` protects them again."""

    def __init__(self, volume, at, size):
        self.volume, self.at, self.size = volume, at, size
        self.data = bytearray(volume[at:at + size])
        self.array, count = struct.unpack_from("<HH", self.data, 4)
        for index in range(1, count):
            end = index * _SECTOR
            self.data[end - 2:end] = self.data[self.array + 2 * index:self.array + 2 * index + 2]

    def write(self):
        count = struct.unpack_from("<H", self.data, 6)[0]
        for index in range(1, count):
            end = index * _SECTOR
            self.data[self.array + 2 * index:self.array + 2 * index + 2] = self.data[end - 2:end]
            self.data[end - 2:end] = self.data[self.array:self.array + 2]
        self.volume[self.at:self.at + self.size] = self.data


def _attributes(record):
    at = struct.unpack_from("<H", record, 20)[0]
    while True:
        kind, length = struct.unpack_from("<II", record, at)
        if kind == 0xFFFFFFFF:
            return
        yield kind, at, bool(record[at + 8])
        at += length


def _runs(record, at):
    """Pieces of a non-resident attribute: (first cluster, clusters)."""
    at += struct.unpack_from("<H", record, at + 32)[0]
    cluster = 0
    while record[at]:
        length_size, offset_size = record[at] & 15, record[at] >> 4
        length = int.from_bytes(record[at + 1:at + 1 + length_size], "little")
        at += 1 + length_size
        cluster += int.from_bytes(record[at:at + offset_size], "little", signed=True)
        at += offset_size
        yield cluster, length


class NtfsImage:
    def __init__(self, label, seconds):
        """seconds: unix time that every time stamp gets."""
        self.filetime = struct.pack("<Q", (seconds + _FILETIME_EPOCH_S) * 10**7)
        self.folder = tempfile.TemporaryDirectory()
        self.image = os.path.join(self.folder.name, "ntfs")
        with open(self.image, "wb") as file:
            file.truncate(_SIZE)
        self._run("mkntfs", "-F", "-Q", "-q", "-s", "512", "-c", "4096", "-p", "2048", "-H", "16", "-S", "63", "-L", label,
                  self.image)

    def _run(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, env=_environment())
        if done.returncode:
            raise RuntimeError("%s: %s" % (command[0], done.stderr.strip()))

    def file(self, name, data, stream=None):
        host = os.path.join(self.folder.name, "content")
        with open(host, "wb") as file:
            file.write(data)
        options = ["-N", stream] if stream else []
        self._run("ntfscp", "-f", "-q", *options, self.image, host, "/" + name)

    def finish(self, deleted):
        """deleted: names to delete last. Returns the volume."""
        with open(self.image, "rb") as file:
            self.volume = bytearray(file.read())
        self.folder.cleanup()
        self.cluster = self.volume[13] * _SECTOR
        self.mft = struct.unpack_from("<Q", self.volume, 48)[0] * self.cluster
        mft = self._record(_MFT)
        at = next(at for kind, at, _ in _attributes(mft.data) if kind == _DATA)
        pieces = list(_runs(mft.data, at))
        if len(pieces) != 1:
            raise RuntimeError("the file table lies in pieces")
        self.records = pieces[0][1] * self.cluster // 1024
        self._fix_times()
        self._fix_quota_times()
        for name in deleted:
            self._delete(name)
        mirror = struct.unpack_from("<Q", self.volume, 56)[0] * self.cluster
        self.volume[mirror:mirror + 4096] = self.volume[self.mft:self.mft + 4096]
        serial = struct.pack("<Q", _SERIAL)
        for boot in (0, _SIZE - _SECTOR):
            if self.volume[boot + 3:boot + 7] == b"NTFS":
                self.volume[boot + 72:boot + 80] = serial
        return bytes(self.volume)

    def _record(self, number):
        return _Fixups(self.volume, self.mft + number * 1024, 1024)

    def _live_records(self):
        for number in range(self.records):
            if self.volume[self.mft + number * 1024:self.mft + number * 1024 + 4] == b"FILE":
                yield number, self._record(number)

    def _index_blocks(self, folder):
        """Blocks of a folder's index of names: (record, offset of its index header)."""
        record = self._record(folder)
        for kind, at, non_resident in _attributes(record.data):
            if kind == _INDEX_ROOT:
                yield record, at + struct.unpack_from("<H", record.data, at + 20)[0] + 16
            if kind == _INDEX_ALLOCATION and non_resident:
                for cluster, count in _runs(record.data, at):
                    for block in range(count):
                        start = (cluster + block) * self.cluster
                        if self.volume[start:start + 4] == b"INDX":
                            yield _Fixups(self.volume, start, self.cluster), 24

    @staticmethod
    def _entries(block, header, named=True):
        """Entries of an index block: (offset, length, flags, file name or None)."""
        first, used = struct.unpack_from("<II", block.data, header)
        at = header + first
        while at < header + used:
            length, key_length, flags = struct.unpack_from("<HHH", block.data, at + 8)
            name = None
            if key_length and named:
                characters = block.data[at + 16 + 64]
                name = block.data[at + 82:at + 82 + 2 * characters].decode("utf-16-le")
            yield at, length, flags, name
            if flags & 2:
                return
            at += length

    def _delete(self, name):
        number = None
        for block, header in self._index_blocks(_ROOT):
            for at, length, flags, entry_name in self._entries(block, header):
                if entry_name == name:
                    if flags & 1:
                        raise RuntimeError("the index entry of %s has children" % name)
                    number = int.from_bytes(block.data[at:at + 6], "little")
                    used = struct.unpack_from("<I", block.data, header + 4)[0]
                    rest = block.data[at + length:header + used]
                    block.data[at:at + len(rest)] = rest
                    struct.pack_into("<I", block.data, header + 4, used - length)
                    block.write()
                    break
        if number is None:
            raise RuntimeError("no file is called " + name)
        record = self._record(number)
        sequence, = struct.unpack_from("<H", record.data, 16)
        struct.pack_into("<H", record.data, 16, sequence + 1)
        record.data[22] &= 0xFE
        for kind, at, non_resident in _attributes(record.data):
            if kind == _DATA and non_resident:
                for cluster, count in _runs(record.data, at):
                    for one in range(cluster, cluster + count):
                        self._clear_bit(_BITMAP, _DATA, one)
        record.write()
        self._clear_bit(_MFT, _BITMAP_ATTRIBUTE, number)

    def _clear_bit(self, number, attribute, bit):
        record = self._record(number)
        at = next(at for kind, at, _ in _attributes(record.data) if kind == attribute)
        for cluster, count in _runs(record.data, at):
            if bit // 8 < count * self.cluster:
                self.volume[cluster * self.cluster + bit // 8] &= ~(1 << bit % 8)
                return
            bit -= count * self.cluster * 8

    def _fix_times(self):
        for _, record in self._live_records():
            for kind, at, non_resident in _attributes(record.data):
                if kind in (_STANDARD_INFORMATION, _FILE_NAME) and not non_resident:
                    value = at + struct.unpack_from("<H", record.data, at + 20)[0]
                    value += 8 if kind == _FILE_NAME else 0
                    record.data[value:value + 32] = self.filetime * 4
            record.write()
        for folder in (_ROOT, _EXTEND):
            for block, header in self._index_blocks(folder):
                for at, _, _, name in self._entries(block, header):
                    if name is not None:
                        block.data[at + 24:at + 56] = self.filetime * 4
                block.write()

    def _fix_quota_times(self):
        """Entries of the index $Q of $Extend/$Quota keep the time of their last change."""
        record = self._record(_QUOTA)
        for kind, at, _ in _attributes(record.data):
            name = record.data[at + 24:at + 28].decode("utf-16-le")
            if kind == _INDEX_ROOT and name == "$Q":
                header = at + struct.unpack_from("<H", record.data, at + 20)[0] + 16
                for entry, _, _, _ in self._entries(record, header, named=False):
                    data, length = struct.unpack_from("<HH", record.data, entry)
                    if length >= 24:
                        record.data[entry + data + 16:entry + data + 24] = self.filetime
        record.write()
