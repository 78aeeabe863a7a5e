"""All that samples/make planted is found, and nothing else of those types."""

import json
import os
import subprocess
import sys
import unittest

from program import NAMES, SAMPLES, CommandTest, evidence

COMPARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare_truth")


class Truth(CommandTest):
    def test_planted_facts_are_found_and_nothing_else(self):
        case, export = self.place("case"), self.place("export.jsonl")
        self.triage(case, evidence(), "--jobs", "2")
        with open(export, "wb") as file:
            file.write(self.export(case))
        for name in NAMES:
            stem = name.partition(".")[0]
            with self.subTest(evidence=name):
                done = subprocess.run([sys.executable, COMPARE, os.path.join(SAMPLES, "truth", stem + ".jsonl"), export],
                                      capture_output=True, text=True)
                print(done.stdout)
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_file_is_accounted_for(self):
        case = self.place("case")
        self.triage(case, evidence(), "--jobs", "2")
        records = self.records(case)
        accounts = [record for record in records if record["type"] == "ledger"]
        files = [record for record in records if record["type"] == "file"]
        self.assertEqual([row for row in files if row["kind"] != "directory" and not row.get("ledger")], [])
        for name in NAMES:
            stem = name.partition(".")[0]
            with self.subTest(evidence=name):
                counted = sum(row["files"] for row in accounts if row["source"] == stem)
                self.assertEqual(counted, sum(1 for row in files if row["source"] == stem and row["kind"] != "directory"))
        losses = [row for row in accounts if row["state"] in ("damaged", "failed", "timed_out", "limited", "not_examined")]
        self.assertEqual(losses, [])

    def test_stored_and_computed_hashes_of_the_image_agree(self):
        case = self.place("case")
        self.triage(case, evidence("usb1.E01"), "--verify")
        source, = [record for record in self.records(case, "--type", "source") if record["type"] == "source"]
        self.assertEqual(source["md5"], source["stored_md5"], json.dumps(source))
        self.assertEqual(source["sha1"], source["stored_sha1"])


if __name__ == "__main__":
    unittest.main()
