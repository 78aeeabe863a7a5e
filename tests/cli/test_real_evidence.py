"""Runs the program on real evidence whose truth others have published, and on evidence made to break readers.

ULIKA_EVIDENCE names the folder; the tests are skipped where it is absent. Truths: the pages of the DFTT images (B. Carrier)
and the constants of the test data of e01-rs, as carried in the assertions below.
"""

import bz2
import glob
import gzip
import json
import lzma
import os
import tarfile
import time
import unittest
import zipfile

from program import CommandTest, run, snapshot

EVIDENCE = os.environ.get("ULIKA_EVIDENCE", "")
LARGEST_IMAGE = 300 << 20
PEAK_BYTES = 1200 << 20
PATIENCE_S = 60

# (sector, offset in it) of each string of DFTT image 2. Its page puts the last but one at 278+500; in the image as
# published the bytes stand at 278+502.
KEYWORDS = [("first", 271, 167), ("SECOND", 272, 288), ("SECOND", 239, 480), ("1cross1", 271, 508), ("2cross2", 273, 508),
            ("3cross3", 283, 508), ("1slack1", 272, 396), ("2slack2", 274, 508), ("3slack3", 277, 385),
            ("1fragment1", 275, 507), ("2fragment sentence2", 278, 502), ("deleted", 276, 230), ("a?b\\c*d$e#f[g^", 279, 160)]
# MD5 of the files of DFTT image 8, inside archives and an alternate stream too.
PICTURES = ["75b8d00568815a36c3809b46fc84ba6d", "de5d83153339931371719f4e5c924eba", "1ba4e91591f0541eda255ee26f7533bc",
            "c8de721102617158e8492121bdad3711", "86f14fc525648c39d878829f288c0543", "afd55222024a4e22f7f5a3a665320763",
            "0c452c5800fcfa7c66027ae89c4f068a", "d41b56e0a9f84eb2825e73c24cedd963", "f9956284a89156ef6967b49eced9d1b1",
            "73c3029066aee9416a5aeb98a5c55321", "c5a6917669c77d20f30ecb39d389eb7d", "d4f8cf643141f0c2911c539750e18ef2",
            "c476a66ccdc2796b4f6f8e27273dd788", "f407ab92da959c7ab03292cfe596a99d",
            "61c0b55639e52d1ce82aba834ada2bab", "9b787e63e3b64562730c5aecaab1e1f8"]
# Folders of files that are damaged or hostile on purpose, or that many parsers claim.
HOSTILE = ["sqlite-fuzz", "libarchive", "zip-slip", "qemu-images", "exfatprogs", "dfvfs", "sqlite-dissect", "plaso", "ileapp"]


@unittest.skipUnless(os.path.exists(os.path.join(EVIDENCE, ".complete")), "real sample evidence is not here")
class RealEvidence(CommandTest):
    def dftt(self, number_and_name):
        archive = os.path.join(EVIDENCE, "sleuthkit_test_data/from_brian", number_and_name + ".zip")
        with zipfile.ZipFile(archive) as file:
            file.extractall(self.folder)
        return glob.glob(os.path.join(self.folder, "*", "*.dd"))[0]

    def test_every_string_of_the_keyword_image_is_found_at_its_sector(self):
        image = self.dftt("2-kwsrch-fat")
        terms = self.place("terms.txt")
        with open(terms, "w", encoding="utf-8") as file:
            file.write("\n".join(sorted({term for term, _, _ in KEYWORDS})) + "\n")
        self.triage(self.place("case"), [image], "--lexicon", terms)
        found = {(hit["rule"][3:], hit.get("image_offset")) for hit in self.records(self.place("case"), "--type", "hit")}
        for term, sector, offset in KEYWORDS:
            self.assertIn((term, sector * 512 + offset), found)

    def test_every_picture_is_hashed_wherever_it_lies(self):
        self.triage(self.place("case"), [self.dftt("8-jpeg-search")])
        found = {row.get("md5") for row in self.records(self.place("case"), "--type", "file")}
        self.assertEqual([md5 for md5 in PICTURES if md5 not in found], [])

    def test_a_bad_chunk_is_told_and_read_as_zeros(self):
        case = self.place("case")
        done = self.triage(case, [os.path.join(EVIDENCE, "e01-rs/data/bad_chunk.E01")], "--verify", status=3)
        self.assertIn("its acquisition stored 28035e42858e28326c23732e6234bcf8", done.stderr.decode())
        source = self.records(case, "--type", "source")[0]
        self.assertEqual(source["md5"], "67c44c58dd4bb4f7d162b3d3ad521e33")
        self.assertEqual(source["sha1"], "18e70fcac21668a2ee849cdb815d45dab107f0fc")
        self.assertEqual(source["sha256"], "077861781adaad81e64b229111ef4a490884eecee74eb7c91fed5d291995caf2")
        self.assertEqual(source["stored_md5"], "28035e42858e28326c23732e6234bcf8")
        ranges = [row for row in self.records(case, "--type", "problem") if row.get("length")]
        self.assertTrue(ranges)
        self.assertIn("damaged", [row["state"] for row in self.records(case, "--type", "ledger")])

    def test_a_sound_image_matches_its_stored_hashes(self):
        self.triage(self.place("case"), [os.path.join(EVIDENCE, "e01-rs/data/image.E01")], "--verify")
        source = self.records(self.place("case"), "--type", "source")[0]
        self.assertEqual(source["sha256"], "cab8049f5fba42e06609c9d0678eb9fff7fcb50afc6c9b531ee6216bbe40a827")
        self.assertEqual(source["md5"], source["stored_md5"])

    def examine(self, item, case):
        """Triage that must end by itself with a documented status, and lose no worker."""
        started = time.monotonic()
        done = run("triage", item, "--case", case, "--progress", "none", "--jobs", "2")
        self.assertIn(done.returncode, (0, 1, 3), (item, done.stderr[-2000:]))
        self.assertLess(time.monotonic() - started, PATIENCE_S, item)
        if done.returncode == 1:
            self.assertTrue(done.stderr.startswith(b"ulika: "), (item, done.stderr))
            self.assertFalse(os.path.exists(os.path.join(case, "case.db")), item)
            return
        with open(os.path.join(case, "metrics.json"), encoding="utf-8") as file:
            metrics = json.load(file)
        self.assertEqual(metrics["workers_lost"], 0, item)
        if os.environ.get("ULIKA_LIMITLESS") != "1":  # AddressSanitizer keeps what was freed
            self.assertLess(metrics["peak_anonymous_bytes"], PEAK_BYTES, item)

    def test_hostile_folders_end_and_stay_as_they_are(self):
        for name in HOSTILE:
            with self.subTest(name=name):
                item = os.path.join(EVIDENCE, name)
                before = snapshot(item)
                self.examine(item, self.place("case-" + name))
                self.assertEqual(snapshot(item), before)

    def unwrapped(self, path):
        """The image inside a packed file, unpacked beside the cases; the file itself where it is not soundly packed."""
        try:
            return self.unpack(path)
        except (EOFError, OSError, lzma.LZMAError):
            return path

    def unpack(self, path):
        out = self.place("image.raw")
        openers = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
        suffix = os.path.splitext(path)[1]
        if path.endswith(".tar.xz"):
            with tarfile.open(path) as archive:
                member = archive.getmembers()[0]
                source = archive.extractfile(member)
                data = source.read(LARGEST_IMAGE)
        elif suffix in openers:
            with openers[suffix](path) as source:
                data = source.read(LARGEST_IMAGE)
        else:
            return path
        with open(out, "wb") as file:
            file.write(data)
        return out

    def test_every_image_opens_or_is_refused_with_a_sentence(self):
        patterns = ["dfvfs/*.*", "plaso/*.dd", "plaso/*.E01", "plaso/*.dmg", "plaso/*.vhd", "plaso/*.qcow2", "exfatprogs/*/*",
                    "e2fsprogs/**/*.gz", "dfir_ntfs/test_data/*.gz", "qemu-images/*.bz2", "sleuthkit/test/data/*",
                    "bulk_extractor/src/tests/*.E01", "bulk_extractor/src/tests/*.raw"]
        names = sorted({name for pattern in patterns
                        for name in glob.glob(os.path.join(EVIDENCE, pattern), recursive=True) if os.path.isfile(name)})
        self.assertGreater(len(names), 60)
        for number, name in enumerate(names):
            with self.subTest(name=name[len(EVIDENCE) + 1:]):
                self.examine(self.unwrapped(name), self.place("image-%d" % number))


if __name__ == "__main__":
    unittest.main()
