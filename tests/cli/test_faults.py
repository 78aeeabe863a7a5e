"""A worker that crashes, hangs or eats memory costs the file in its hands one ledger row, and nothing else."""

import json
import os
import time
import unittest

from program import CommandTest, evidence

VICTIM = "viber_messages"
# Only the hang waits for its allowance; eating to the limit of memory takes a busy machine some seconds.
LIMITS = {"crash": ("--file-timeout", "60"), "hang": ("--file-timeout", "2"),
          "eat": ("--file-timeout", "60", "--memory", "192")}
# fault -> states that the ledger may give the file
FAULTS = {"crash": ("failed",), "hang": ("timed_out",), "eat": ("failed", "limited")}


class Faults(CommandTest):
    def losses(self, case):
        states = ("damaged", "failed", "timed_out", "limited", "not_examined")
        return [row for row in self.records(case, "--type", "ledger") if row["state"] in states]

    def messages(self, case):
        return sorted(json.dumps(row, sort_keys=True) for row in self.records(case, "--type", "message"))

    def test_each_fault_costs_one_row(self):
        whole = self.place("whole")
        self.triage(whole, evidence("phone1.zip"), "--jobs", "2")
        expected = [line for line in self.messages(whole) if VICTIM not in line]
        self.assertLess(len(expected), len(self.messages(whole)))
        for fault, states in FAULTS.items():
            for jobs in ("1", "2"):
                with self.subTest(fault=fault, jobs=jobs):
                    if fault == "eat" and os.environ.get("ULIKA_LIMITLESS") == "1":
                        self.skipTest("this build has no limit of memory")
                    case = self.place(fault + jobs)
                    started = time.monotonic()
                    self.triage(case, evidence("phone1.zip"), "--jobs", jobs, *LIMITS[fault], status=3,
                                environment={"ULIKA_FAULT": "%s:%s" % (fault, VICTIM)})
                    self.assertLess(time.monotonic() - started, 60)
                    losses = self.losses(case)
                    self.assertEqual(sum(row["files"] for row in losses), 1, losses)
                    self.assertIn(losses[0]["state"], states)
                    self.assertTrue(losses[0]["reason"])
                    self.assertEqual(self.messages(case), expected)


if __name__ == "__main__":
    unittest.main()
