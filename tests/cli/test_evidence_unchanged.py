"""No command changes evidence: neither its bytes nor its time of change, nor what lies beside it."""

import os
import unittest

from program import SAMPLES, CommandTest, evidence, run, snapshot

IOS_DATABASE = "private/var/mobile/Library/SMS/sms.db"


class EvidenceUnchanged(CommandTest):
    def test_every_command_leaves_the_evidence_as_it_is(self):
        items = evidence()
        before = snapshot(SAMPLES)
        case = self.place("case")
        self.triage(case, items, "--jobs", "2", "--verify")
        commands = [("export", case, "--format", form) for form in ("jsonl", "kml", "geojson", "graphml")]
        commands += [("export", case, "--format", "csv", "--type", "message")]
        commands += [("report", case), ("verify", case), ("verify", os.path.join(SAMPLES, "usb1.E01"))]
        commands += [("info", item) for item in items] + [("ls", item) for item in items]
        commands += [("cat", os.path.join(SAMPLES, "ios1"), IOS_DATABASE),
                     ("cat", os.path.join(SAMPLES, "usb1.E01"), "vol1/NOTE.TXT")]
        for command in commands:
            with self.subTest(command=" ".join(command)):
                self.assert_status(run(*command, cwd=self.folder), 0)
                self.assertEqual(snapshot(SAMPLES), before)

    def test_cat_gives_the_bytes_of_the_file(self):
        with open(os.path.join(SAMPLES, "ios1", IOS_DATABASE), "rb") as file:
            expected = file.read()
        done = self.assert_status(run("cat", os.path.join(SAMPLES, "ios1"), IOS_DATABASE), 0)
        self.assertEqual(done.stdout, expected)
        done = self.assert_status(run("cat", os.path.join(SAMPLES, "usb1.E01"), "vol1/NOTE.TXT"), 0)
        self.assertEqual(done.stdout, b"milk, bread, tea\r\n")

    def test_ls_names_live_and_deleted_files(self):
        done = self.assert_status(run("ls", os.path.join(SAMPLES, "usb1.E01"), "vol1"), 0)
        for name in ("NOTE.TXT", "удалённая заметка.txt"):
            self.assertIn(name, done.stdout.decode())


if __name__ == "__main__":
    unittest.main()
