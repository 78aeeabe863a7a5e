"""Bad input: one clear sentence, the right exit status, nothing lost."""

import os
import resource
import subprocess
import unittest

from program import PROGRAM, SAMPLES, CommandTest, evidence, run, snapshot


class BadInput(CommandTest):
    def refuse(self, *arguments, status=1, names=None, **options):
        """Runs, checks the status and that standard error is a sentence or two that name the cause."""
        done = self.assert_status(run(*arguments, **options), status)
        text = done.stderr.decode()
        self.assertTrue(text.strip(), "nothing was said")
        self.assertLess(len(text.splitlines()), 12, text)
        for word in ("terminate called", "what():", "Assertion", "Segmentation"):
            self.assertNotIn(word, text)
        if names:
            self.assertIn(names, text)
        return done

    def write(self, name, data):
        with open(self.place(name), "wb") as file:
            file.write(data)
        return self.place(name)

    def test_wrong_usage_is_2(self):
        for arguments in (["--no-such-option"], ["no-such-command"], ["triage"], ["triage", "--no-such-option"],
                          ["triage", evidence("ios1")[0]], ["export"], ["verify"], ["cat", evidence("ios1")[0]]):
            with self.subTest(arguments=arguments):
                self.refuse(*arguments, status=2)

    def test_wrong_wishes_of_an_export_are_2(self):
        case = self.place("case")
        self.triage(case, evidence("ios1"))
        for more in (["--format", "no-such"], ["--type", "no-such"], ["--format", "csv"]):
            with self.subTest(more=more):
                self.refuse("export", case, *more, status=2)

    def test_help_and_version_are_0(self):
        for arguments in (["--help"], ["--version"], ["triage", "--help"], ["export", "--help"], ["info", "--help"]):
            with self.subTest(arguments=arguments):
                self.assertTrue(self.assert_status(run(*arguments), 0).stdout.strip())

    def test_a_missing_file(self):
        missing = self.place("missing.E01")
        self.refuse("triage", missing, "--case", self.place("case"), names="missing.E01")
        self.assertFalse(os.path.exists(self.place("case")), "a case was made for evidence that is not there")
        self.refuse("info", missing, names="missing.E01")
        self.refuse("verify", missing, names="missing.E01")
        self.refuse("ls", missing, names="missing.E01")
        self.refuse("export", self.place("no_case"), "--format", "jsonl", names="no_case")

    def test_an_empty_file(self):
        empty = self.write("empty.raw", b"")
        self.refuse("info", empty, names="empty.raw")
        self.refuse("triage", empty, "--case", self.place("case"), names="empty.raw")

    def test_bytes_that_are_no_evidence(self):
        done = run("triage", self.write("noise.raw", bytes(range(256)) * 64), "--case", self.place("case"))
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        self.assertTrue(done.stderr.strip() or done.stdout.strip())

    def test_a_truncated_e01_beside_a_good_item(self):
        with open(os.path.join(SAMPLES, "usb1.E01"), "rb") as file:
            whole = file.read()
        cut = self.write("cut.E01", whole[:len(whole) * 2 // 3])
        case = self.place("case")
        done = run("triage", cut, *evidence("ios1"), "--case", case, "--progress", "none")
        self.assert_status(done, 3)
        self.assertIn("cut", done.stderr.decode())
        messages = [row for row in self.records(case) if row["type"] == "message"]
        self.assertTrue(messages, "the good item was lost with the bad one")
        self.assertEqual({row["source"] for row in messages}, {"ios1"})

    def test_a_folder_that_is_no_case(self):
        self.write("somebody.txt", b"keep me")
        before = snapshot(self.folder)
        self.refuse("triage", *evidence("ios1"), "--case", self.folder, status=2, names=self.folder)
        self.refuse("export", self.folder, "--format", "jsonl", names=self.folder)
        self.refuse("report", self.folder, names=self.folder)
        self.assertEqual(snapshot(self.folder), before)

    def test_a_case_inside_evidence(self):
        item = os.path.join(SAMPLES, "ios1")
        before = snapshot(item)
        for inside in ("case", "private/var/case"):
            self.refuse("triage", item, "--case", os.path.join(item, inside), status=2)
        link = self.place("link")
        os.symlink(item, link)
        self.refuse("triage", item, "--case", os.path.join(link, "case"), status=2)
        self.assertEqual(snapshot(item), before)
        self.assertFalse(os.path.exists(os.path.join(item, "case")))

    def test_an_item_that_is_added_later(self):
        case = self.place("case")
        self.triage(case, evidence("ios1"))
        first = [line for line in self.export(case).splitlines() if b'"source":"ios1"' in line]
        self.triage(case, evidence("ios1", "usb1.E01"))
        second = self.export(case).splitlines()
        self.assertEqual([line for line in second if b'"source":"ios1"' in line], first)
        self.assertTrue([line for line in second if b'"source":"usb1"' in line])

    @unittest.skipIf(os.geteuid() == 0, "the superuser may read everything")
    def test_folders_without_rights(self):
        closed = self.place("closed")
        os.mkdir(closed)
        self.write("closed/file.txt", b"text")
        os.chmod(closed, 0)
        self.addCleanup(os.chmod, closed, 0o700)
        self.refuse("triage", closed, "--case", self.place("case"), names="closed")
        self.refuse("triage", *evidence("ios1"), "--case", os.path.join(closed, "case"), names="closed")

    def test_a_full_disk(self):
        """A limit on the size of files stands in for it: every write behind it fails."""
        case = self.place("case")

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))

        done = run("triage", *evidence("phone1.zip"), "--case", case, "--progress", "none", preexec_fn=limit,
                   restore_signals=False)  # SIGXFSZ stays ignored, so that a write fails as on a full disk
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertTrue(done.stderr.strip())
        self.triage(case, evidence("phone1.zip"))  # with room again, the same command goes on
        whole = self.place("whole")
        self.triage(whole, evidence("phone1.zip"))
        self.assert_same_export(self.export(whole), self.export(case), "after a full disk")

    def test_standard_output_that_is_full(self):
        case = self.place("case")
        self.triage(case, evidence("ios1"))
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "export", case, "--format", "jsonl"], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1, done.stderr)


if __name__ == "__main__":
    unittest.main()
