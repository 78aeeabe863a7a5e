"""The same evidence gives the same export, whatever the number of workers, kills, restarts and containers."""

import os
import random
import signal
import subprocess
import time
import unittest

from program import PROGRAM, SAMPLES, CommandTest, evidence, run

KILLS = 20
SEED = 20260301


class Determinism(CommandTest):
    def reference(self):
        case = self.place("reference")
        started = time.monotonic()
        self.triage(case, evidence(), "--jobs", "1")
        return self.export(case), time.monotonic() - started

    def test_one_and_two_workers_export_the_same(self):
        expected, _ = self.reference()
        self.assertGreater(expected.count(b"\n"), 100)
        for jobs in ("2", "3"):
            case = self.place("jobs" + jobs)
            self.triage(case, evidence(), "--jobs", jobs)
            self.assert_same_export(expected, self.export(case), "--jobs " + jobs)

    def test_a_second_run_of_the_same_command_changes_nothing(self):
        expected, _ = self.reference()
        self.triage(self.place("reference"), evidence(), "--jobs", "2")
        self.assert_same_export(expected, self.export(self.place("reference")), "run again")

    def test_killed_runs_go_on_to_the_same_export(self):
        """Kills the supervisor with SIGKILL at random moments, all workers being left to notice, then lets it finish."""
        expected, seconds = self.reference()
        chance = random.Random(SEED)
        case = self.place("killed")
        command = [PROGRAM, "triage", *evidence(), "--case", case, "--progress", "none", "--jobs", "2"]
        kills = rounds = 0
        while kills < KILLS:
            rounds += 1
            self.assertLess(rounds, 4 * KILLS, "the runs end before they can be killed")
            with open(self.place("errors"), "wb") as errors:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
                try:
                    process.wait(timeout=chance.uniform(0.0, seconds))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
                process.wait()
            with open(self.place("errors"), "rb") as errors:
                self.assertIn(process.returncode, (0, -signal.SIGKILL), errors.read())
            if process.returncode == 0:  # this round was too quick: the next case is killed anew
                self.assert_same_export(expected, self.export(case), "after %d kills" % kills)
                case = self.place("killed%d" % rounds)
                command[command.index("--case") + 1] = case
        self.triage(case, evidence(), "--jobs", "2")
        self.assert_same_export(expected, self.export(case), "after %d kills" % kills)
        self.assert_status(run("verify", case), 0)

    def test_raw_and_e01_export_the_same_but_for_the_source(self):
        raw_folder = self.place("raw")
        os.mkdir(raw_folder)
        raw = os.path.join(raw_folder, "usb1")
        subprocess.run(["ewfexport", "-q", "-u", "-f", "raw", "-t", raw, os.path.join(SAMPLES, "usb1.E01")],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        raw += ".raw"
        exports = []
        for case, item in (("case_e01", os.path.join(SAMPLES, "usb1.E01")), ("case_raw", raw)):
            self.triage(self.place(case), [item])
            exports.append(b"\n".join(line for line in self.export(self.place(case)).splitlines()
                                      if b'"type":"source"' not in line))
        self.assertGreater(exports[0].count(b"\n"), 20)
        self.assert_same_export(exports[0], exports[1], "raw and E01")


if __name__ == "__main__":
    unittest.main()
