"""Hash sets: import, questions and answers, and what they change in a triage."""

import fcntl
import hashlib
import json
import os
import random
import resource
import sqlite3
import subprocess
import unittest
import zipfile

from program import PROGRAM, CommandTest, evidence, run

ABC = hashlib.sha1(b"abc").hexdigest()


class HashSets(CommandTest):
    def setUp(self):
        super().setUp()
        self.store = self.place("store")

    def write(self, name, text):
        with open(self.place(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.place(name)

    def take(self, file, name, kind, *more, status=0, **options):
        return self.assert_status(
            run("hashset", "import", file, "--name", name, "--kind", kind, "--store", self.store, *more, **options), status)

    def ask(self, *lines):
        done = subprocess.run([PROGRAM, "hashset", "lookup", "--store", self.store, "-"],
                              input="".join(line + "\n" for line in lines).encode(), stdout=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 0)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_each_line_is_answered(self):
        self.take(self.write("known.txt", ABC + "  abc\n"), "system", "known")
        self.take(self.write("vic.json", json.dumps({"value": [
            {"MD5": hashlib.md5(b"abc").hexdigest(), "SHA1": ABC, "Category": 1},
            {"MD5": hashlib.md5(b"x").hexdigest(), "Category": 2}]})), "vic", "notable")
        self.assertEqual(self.ask(ABC.upper(), "mistake", "", hashlib.md5(b"x").hexdigest(), "0" * 64, "0" * 31), [
            {"hash": ABC, "kind": "notable", "sets": ["system", "vic"], "categories": ["1"]},
            {"hash": "mistake", "kind": "none", "sets": [], "error": "no MD5, SHA-1 or SHA-256"},
            {"hash": "", "kind": "none", "sets": [], "error": "no MD5, SHA-1 or SHA-256"},
            {"hash": hashlib.md5(b"x").hexdigest(), "kind": "notable", "sets": ["vic"], "categories": ["2"]},
            {"hash": "0" * 64, "kind": "none", "sets": []},
            {"hash": "0" * 31, "kind": "none", "sets": [], "error": "no MD5, SHA-1 or SHA-256"}])

    def test_what_is_exported_can_be_imported(self):
        self.take(self.write("vic.json", json.dumps({"value": [
            {"MD5": hashlib.md5(b"abc").hexdigest(), "SHA1": ABC, "Category": 'a "b", c'},
            {"SHA1": hashlib.sha1(b"x").hexdigest()}]})), "vic", "notable")
        first = self.assert_status(run("hashset", "export", "vic", "--store", self.store), 0).stdout
        self.assertEqual(first.decode().splitlines()[2:], sorted(first.decode().splitlines()[2:], key=lambda l: (l.find(","), l)))
        self.assert_status(run("hashset", "remove", "vic", "--store", self.store), 0)
        self.assertEqual(self.assert_status(run("hashset", "list", "--store", self.store), 0).stdout, b"")
        with open(self.place("list"), "wb") as file:
            file.write(first)
        self.take(self.place("list"), "again", "notable")
        self.assertEqual(self.ask(ABC)[0]["kind"], "notable")
        listed = run("hashset", "list", "--store", self.store).stdout.decode()
        self.assertEqual(listed, "again\tnotable\t-\tCSV\t1 md5, 2 sha1\n")

    def test_the_same_list_makes_the_same_index(self):
        lines = [hashlib.sha1(b"%d" % i).hexdigest() + "\n" for i in range(5000)]
        self.take(self.write("list", "".join(lines)), "one", "known")
        self.take(self.write("list", "".join(lines)), "one", "known", "--replace", "--memory", "16")
        with open(os.path.join(self.store, "one.hashset"), "rb") as file:
            first = file.read()
        self.take(self.write("list", "".join(lines)), "one", "known", "--replace")
        with open(os.path.join(self.store, "one.hashset"), "rb") as file:
            self.assertEqual(first, file.read())

    def test_wrong_usage_is_2_and_damage_is_1(self):
        self.take(self.write("wrong", ABC + "\nmistake\n"), "wrong", "known", status=2)
        self.take(self.write("good", ABC + "\n"), "../out", "known", status=2)
        self.take(self.write("good", ABC + "\n"), "good", "known")
        self.take(self.write("good", ABC + "\n"), "good", "known", status=2)
        self.assertIn(b"line 2", self.take(self.write("wrong", ABC + "\nmistake\n"), "wrong", "known", status=2).stderr)
        self.assert_status(run("hashset", "info", "absent", "--store", self.store), 1)
        self.assert_status(run("hashset", "lookup", "--store", self.place("nowhere"), "-"), 1)
        path = os.path.join(self.store, "good.hashset")
        with open(path, "r+b") as file:
            file.seek(130)
            file.write(b"\xFF")
        self.assertIn(b"altered", self.assert_status(run("hashset", "info", "good", "--store", self.store), 1).stderr)
        self.assertIn(b"altered", self.assert_status(run("hashset", "lookup", "--store", self.store, "-"), 1).stderr)
        done = run("triage", evidence("ios1")[0], "--case", self.place("case"), "--hashset", self.store)
        self.assertIn(b"altered", self.assert_status(done, 1).stderr)

    def test_two_importers_do_not_meet(self):
        self.take(self.write("list", ABC + "\n"), "one", "known")
        with open(os.path.join(self.store, ".lock"), "r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.take(self.place("list"), "two", "known", status=1)
        self.assertIn(b"another process", done.stderr)
        self.take(self.place("list"), "two", "known")

    def test_a_full_disk_leaves_nothing_behind(self):
        lines = "".join(hashlib.sha1(b"%d" % i).hexdigest() + "\n" for i in range(20000))
        done = self.take(self.write("list", lines), "big", "known", status=1,
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)))
        self.assertIn(b"may not grow", done.stderr)
        self.assertEqual(os.listdir(self.store), [".lock"])

    def known_files(self, case):
        return {r["path"]: r for r in self.records(case, "--type", "file") if r.get("sha1")}

    def test_known_files_are_skipped_and_counted_and_notable_ones_marked(self):
        item = evidence("phone1.zip")
        plain = self.place("plain")
        self.triage(plain, item)
        before = self.records(plain)
        files = self.known_files(plain)
        drawn = {}  # path: how many records came from it
        for record in before:
            if record["type"] not in ("file", "hit", "ledger", "source") and "path" in record:
                drawn[record["path"]] = drawn.get(record["path"], 0) + 1
        fruitful = sorted(path for path in drawn if path in files)
        self.assertTrue(fruitful)
        known, sought = files[fruitful[0]], files[fruitful[-1]]
        self.assertNotEqual(known["sha256"], sought["sha256"])
        self.take(self.write("known", known["sha1"] + "\n"), "system", "known")
        self.take(self.write("sought.csv", "md5,category\n%s,2\n" % sought["md5"]), "sought", "notable")

        case = self.place("case")
        self.triage(case, item, "--hashset", self.store)
        after = self.records(case)
        of = self.known_files(case)
        self.assertEqual((of[known["path"]]["known"], of[known["path"]]["hashset"]), ("known", "system"))
        self.assertEqual((of[sought["path"]]["known"], of[sought["path"]]["hashset"]), ("notable", "sought"))
        self.assertEqual({r["known"] for path, r in of.items() if r["sha256"] not in (known["sha256"], sought["sha256"])}, {"none"})
        ledger = [r for r in after if r["type"] == "ledger" and r["state"] == "known"]
        self.assertEqual(sum(r["files"] for r in ledger), sum(1 for r in files.values() if r["sha256"] == known["sha256"]))
        self.assertFalse([r for r in after if r.get("path") == known["path"] and r["type"] not in ("file", "ledger")])
        marks = [r for r in after if r["type"] == "hit" and r["rule"] == "hashset:sought"]
        self.assertEqual({(r["path"], r["value"], r["context"]) for r in marks},
                         {(path, r["sha256"], "2") for path, r in files.items() if r["sha256"] == sought["sha256"]})
        # A mark is all that a notable set adds.
        drawn_of = lambda records: [r["id"] for r in records if r.get("path") == sought["path"] and r["type"] not in ("file", "hit")]
        self.assertEqual(drawn_of(before), drawn_of(after))
        with sqlite3.connect(os.path.join(case, "case.db")) as db:
            told = db.execute("SELECT value FROM meta WHERE key = 'hash_sets'").fetchone()[0]
        for name, kind in (("known", "system (known"), ("sought.csv", "sought (notable")):
            with open(self.place(name), "rb") as file:
                self.assertIn("sha256 " + hashlib.sha256(file.read()).hexdigest(), told)
            self.assertIn(kind, told)

        # With --scan-known the known file is read like any other, and still told as known.
        self.triage(self.place("all"), item, "--hashset", self.store, "--scan-known")
        everything = self.records(self.place("all"))
        drawn_of = lambda records: [r["id"] for r in records if r.get("path") == known["path"] and r["type"] not in ("file", "ledger")]
        self.assertEqual(drawn_of(before), drawn_of(everything))
        self.assertEqual(self.known_files(self.place("all"))[known["path"]]["known"], "known")

    def test_members_of_archives_are_known_like_files(self):

        content = ("call me on +447700900123, card 4111 1111 1111 1111 " * 50).encode()
        big = random.Random(7).randbytes(20 << 20) + content  # longer than what is held in memory
        os.mkdir(self.place("evidence"))
        with zipfile.ZipFile(os.path.join(self.place("evidence"), "inner.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("small.txt", content)
            archive.writestr("big.bin", big)
            archive.writestr("other.txt", content + b"!")
        for name, kind in (("known", "known"), ("sought", "notable")):
            listed = self.write(name + ".txt", "# notable\n" * (kind == "notable") + "".join(
                hashlib.sha256(c).hexdigest() + "\n" for c in (content, big)))
            case = self.place("case-" + name)
            self.triage(case, [self.place("evidence")], "--hashset", listed)
            records = self.records(case)
            files = {r["path"]: r["known"] for r in records if r["type"] == "file" and "!/" in r["path"]}
            self.assertEqual(files, {"inner.zip!/small.txt": kind, "inner.zip!/big.bin": kind, "inner.zip!/other.txt": "none"})
            hits = {}  # of members; the noise that the archive stores may look like a word by chance
            for r in records:
                if r["type"] == "hit" and "!/" in r["path"]:
                    hits.setdefault(r["path"], []).append(r["rule"])
            if kind == "known":
                self.assertEqual(set(hits), {"inner.zip!/other.txt"})
            else:
                self.assertEqual(hits["inner.zip!/small.txt"].count("hashset:sought"), 1)
                self.assertEqual(hits["inner.zip!/big.bin"].count("hashset:sought"), 1)
                self.assertTrue(any(rule.startswith("detector:") for rule in hits["inner.zip!/big.bin"]))


if __name__ == "__main__":
    unittest.main()
