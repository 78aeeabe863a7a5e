"""Runs the program under test on the sample evidence; shared by the command-line tests.

ctest sets ULIKA_PROGRAM (the program) and ULIKA_SAMPLES (the folder that samples/make filled).
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("ULIKA_PROGRAM", "")
SAMPLES = os.environ.get("ULIKA_SAMPLES", "")
NAMES = ("phone1.zip", "ios1", "usb1.E01", "pc1.raw")
PATIENCE_S = 180


def evidence(*names):
    return [os.path.join(SAMPLES, name) for name in names or NAMES]


def run(*arguments, environment=None, **options):
    """Returns the finished process; its output is bytes."""
    return subprocess.run([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=PATIENCE_S, env={**os.environ, **(environment or {})}, **options)


def snapshot(*paths):
    """What must not change: {path: (size, time of change in ns, SHA-256)} of every file at or below the paths."""
    found = {}
    for top in paths:
        names = [top] if os.path.isfile(top) else [os.path.join(folder, name) for folder, _, files in os.walk(top)
                                                   for name in files]
        for name in names:
            status = os.stat(name)
            with open(name, "rb") as file:
                found[name] = (status.st_size, status.st_mtime_ns, hashlib.sha256(file.read()).hexdigest())
    return found


class CommandTest(unittest.TestCase):
    """Gives each test a folder that is removed after it."""

    def setUp(self):
        if not os.access(PROGRAM, os.X_OK):
            self.fail("ULIKA_PROGRAM names no program: %r" % PROGRAM)
        if not os.path.isdir(os.path.join(SAMPLES, "truth")):
            self.fail("ULIKA_SAMPLES names no samples: %r" % SAMPLES)
        self.folder = tempfile.mkdtemp(prefix="ulika-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def place(self, name):
        return os.path.join(self.folder, name)

    def assert_status(self, done, status):
        self.assertEqual(done.returncode, status,
                         "%s\n%s" % (" ".join(done.args), done.stderr.decode("utf-8", "replace")[-4000:]))
        return done

    def triage(self, case, items, *options, status=0, environment=None):
        done = run("triage", *items, "--case", case, "--progress", "none", *options, environment=environment)
        return self.assert_status(done, status)

    def export(self, case, *options):
        """The export as bytes."""
        return self.assert_status(run("export", case, "--format", "jsonl", *options), 0).stdout

    def records(self, case, *options):
        return [json.loads(line) for line in self.export(case, *options).splitlines()]

    def assert_same_export(self, expected, actual, what):
        if expected != actual:
            before, after = expected.splitlines(), actual.splitlines()
            first = next((i for i, pair in enumerate(zip(before, after)) if pair[0] != pair[1]),
                         min(len(before), len(after)))
            self.fail("%s: exports of %d and %d lines differ at line %d:\n%s\n%s" % (
                what, len(before), len(after), first + 1, before[first:first + 1], after[first:first + 1]))
