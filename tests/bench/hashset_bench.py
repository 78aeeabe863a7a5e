#!/usr/bin/env python3
"""Compares hash sets with hfind (sleuthkit) and SQLite: hashset_bench.py [--entries N] [--questions N] [--kind md5|sha1] [--program FILE] [--work DIR]

Makes a list of N invented digests (default 10 million) as md5sum or sha1sum would write it; each side makes its index of it and
is asked the same questions, half of them about members, in one session with warm caches. Prints seconds, entries and
questions a second, bytes an entry and the peak of memory, pages of a mapped index among it. hfind knows MD5 lists alone, and is left out for SHA-1.
"""

import argparse
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def timed(*command, output=subprocess.DEVNULL, status=(0,)):
    """(wall seconds, peak memory in MiB) of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)
    told = process.stderr.read()
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode not in status:
        raise SystemExit("%s ended with %d: %s" % (" ".join(command), process.returncode, told.decode()[-500:]))
    return time.monotonic() - start, usage.ru_maxrss / 1024


def write_list(path, entries, digits, questions):
    """Writes the list, and the questions beside it; returns how many of them are about members."""
    chance = random.Random(20260301)
    step = max(1, 2 * entries // questions)
    asked = []
    with open(path, "w") as file:
        done = 0
        while done < entries:
            count = min(100_000, entries - done)
            text = chance.randbytes(count * digits // 2).hex()
            lines = [text[i * digits:(i + 1) * digits] for i in range(count)]
            file.writelines("%s  f%d\n" % (line, done + i) for i, line in enumerate(lines))
            asked += lines[-done % step::step]
            done += count
    members = len(asked)
    text = chance.randbytes(members * digits // 2).hex()
    asked += [text[i * digits:(i + 1) * digits] for i in range(members)]
    chance.shuffle(asked)
    with open(path + ".ask", "w") as file:
        file.writelines(line + "\n" for line in asked)
    return members, asked


def row(name, entries, asked, size, made, answered):
    print("%-8s import %7.1f s %9.0f entries/s %6.0f MiB   ask %7.2f s %9.0f/s   %5.1f bytes an entry" % (
        name, made[0], entries / made[0], made[1], answered, len(asked) / answered, size / entries), flush=True)


def ours(options, path, members, asked):
    store = os.path.join(options.work, "store")
    made = timed(options.program, "hashset", "import", path, "--name", "bench", "--kind", "known", "--store", store)
    with open(path + ".answers", "wb") as output:
        answered, _ = timed(options.program, "hashset", "lookup", "--store", store, path + ".ask", output=output)
    with open(path + ".answers") as file:
        found = sum(1 for line in file if json.loads(line)["kind"] == "known")
    if found != members:
        raise SystemExit("ulika found %d of %d members" % (found, members))
    row("ulika", options.entries, asked, os.path.getsize(os.path.join(store, "bench.hashset")), made, answered)
    empty = path + ".none"
    open(empty, "w").close()
    print("         of that, %.2f s are the check of the whole index at the start" % timed(
        options.program, "hashset", "lookup", "--store", store, empty)[0])


def hfind(options, path, members, asked):
    made = timed("hfind", "-i", "md5sum", path)
    few = asked[:100_000]
    with open(path + ".few", "w") as file:
        file.writelines(line + "\n" for line in few)
    with open(path + ".answers", "wb") as output:
        answered, _ = timed("hfind", "-f", path + ".few", path, output=output, status=(0, 1))
    with open(path + ".answers") as file:
        found = sum(1 for line in file if "Hash Not Found" not in line)
    with open(path) as file, open(path + ".few") as asked_file:
        wanted = {line.strip() for line in asked_file}
        expected = sum(1 for line in file if line[:32] in wanted)
    if found != expected:
        raise SystemExit("hfind found %d of %d members" % (found, expected))
    size = sum(os.path.getsize(path + end) for end in ("", "-md5.idx"))  # it needs the list as well
    row("hfind", options.entries, few, size, made, answered)


def by_sqlite(options, path, members, asked):
    file = os.path.join(options.work, "bench.db")
    start = time.monotonic()
    with sqlite3.connect(file) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -524288;"
                         "CREATE TABLE h (d BLOB PRIMARY KEY) WITHOUT ROWID;")
        with open(path) as lines:
            db.executemany("INSERT OR IGNORE INTO h VALUES (?)", sorted((bytes.fromhex(l.split(" ", 1)[0]),) for l in lines))
    made = time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    questions = [(bytes.fromhex(line),) for line in asked]
    start = time.monotonic()
    found = sum(1 for one in questions if db.execute("SELECT 1 FROM h WHERE d = ?", one).fetchone())
    answered = time.monotonic() - start
    if found != members:
        raise SystemExit("SQLite found %d of %d members" % (found, members))
    row("SQLite", options.entries, asked, os.path.getsize(file), made, answered)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], epilog=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000_000)
    parser.add_argument("--questions", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=("md5", "sha1"), default="md5")
    parser.add_argument("--program", default=os.path.join(HERE, "..", "..", "build", "bench", "ulika"))
    parser.add_argument("--work", help="folder for the list and the indexes; a temporary one when it is not given")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    options = parser.parse_args()
    folder = options.work or tempfile.mkdtemp(prefix="ulika-bench-")
    options.work = os.path.join(folder, "hashsets")
    os.makedirs(options.work)
    try:
        path = os.path.join(options.work, "list.txt")
        members, asked = write_list(path, options.entries, 32 if options.kind == "md5" else 40, options.questions)
        ours(options, path, members, asked)
        if not options.alone and options.kind == "md5" and shutil.which("hfind"):
            hfind(options, path, members, asked)
        if not options.alone:
            by_sqlite(options, path, members, asked)
    finally:
        shutil.rmtree(options.work)


if __name__ == "__main__":
    sys.exit(main())
