"""Builds SQLite databases with a fixed content, if wanted with a write-ahead log that was never checkpointed."""

import os
import shutil
import sqlite3
import struct
import tempfile

_FIXED_SALTS = struct.pack(">II", 0x55AA0001, 0x2026_0301)


def _checksum(data, first, second, order):
    for word_a, word_b in struct.iter_unpack(order + "II", data):
        first = (first + word_a + second) & 0xFFFFFFFF
        second = (second + word_b + first) & 0xFFFFFFFF
    return first, second


def _with_fixed_salts(wal):
    """SQLite draws the salts of a log at random; the same log with fixed ones is as valid and always the same."""
    order = "<" if struct.unpack(">I", wal[:4])[0] == 0x377F0682 else ">"
    page_size = struct.unpack(">I", wal[8:12])[0]
    header = wal[:16] + _FIXED_SALTS
    sums = _checksum(header, 0, 0, order)
    out = bytearray(header + struct.pack(">II", *sums))
    for at in range(32, len(wal) - 24 - page_size + 1, 24 + page_size):
        if wal[at + 8:at + 16] != wal[16:24]:
            break  # frames of an earlier round
        page = wal[at + 24:at + 24 + page_size]
        sums = _checksum(wal[at:at + 8], *sums, order)
        sums = _checksum(page, *sums, order)
        out += wal[at:at + 8] + _FIXED_SALTS + struct.pack(">II", *sums) + page
    return bytes(out)


def build(schema, rows, wal_rows=None, pragmas=()):
    """Returns (bytes of the database, bytes of its -wal or None).

    schema: SQL script. rows and wal_rows: lists of (table, {column: value}); wal_rows go into the log only.
    """
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "db")
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA page_size=4096")
        for pragma in pragmas:
            connection.execute("PRAGMA " + pragma)
        if wal_rows is not None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.executescript(schema)
        connection.execute("BEGIN")
        _insert(connection, rows)
        connection.execute("COMMIT")
        wal = None
        if wal_rows is not None:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for row in wal_rows:  # one transaction a row: one commit frame each
                _insert(connection, [row])
            shutil.copy(path, path + ".copy")
            with open(path + "-wal", "rb") as file:
                wal = _with_fixed_salts(file.read())
        else:
            connection.close()
            shutil.copy(path, path + ".copy")
        with open(path + ".copy", "rb") as file:
            return file.read(), wal
    finally:
        shutil.rmtree(folder)


def _insert(connection, rows):
    for table, row in rows:
        connection.execute("INSERT INTO %s (%s) VALUES (%s)" % (
            table, ", ".join('"%s"' % name for name in row), ", ".join("?" * len(row))), list(row.values()))
