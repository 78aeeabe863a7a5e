"""The comparison of exports with the truth must itself see every kind of difference."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare_truth")
MESSAGE = {"type": "message", "path": "a.db", "text": "да", "sent_at": "2026-03-01T04:05:06.000Z"}
PLACE = {"type": "location", "path": "a.db", "latitude": 46.1, "longitude": 69.7, "origin": "message_text"}
HIT = {"type": "hit", "path": "n.txt", "value": "кладмен", "offset": 7, "encoding": "ibm866"}
AREA = {"type": "hit", "path": "vol1/$Unallocated", "value": "кладмен", "image_offset": 900, "encoding": "utf-8"}
CONTACT = {"type": "contact", "path": "c.db", "name": "Айгүл", "phones": ["+1", "+2"]}


class CompareTruth(unittest.TestCase):
    def compare(self, truth, records):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, rows in (("item.jsonl", truth), ("export.jsonl", records)):
                paths.append(os.path.join(folder, name))
                with open(paths[-1], "w", encoding="utf-8") as file:
                    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            done = subprocess.run([sys.executable, TOOL, *paths], capture_output=True, text=True)
            return done.returncode, done.stdout + done.stderr

    @staticmethod
    def record(row, **changes):
        return {**row, "source": "item", "id": "0", "recovered": "live", **changes}

    def assert_agrees(self, truth, records):
        status, text = self.compare(truth, records)
        self.assertEqual(status, 0, text)

    def assert_differs(self, truth, records, word):
        status, text = self.compare(truth, records)
        self.assertEqual(status, 1, text)
        self.assertIn(word, text)

    def test_equal_rows_agree(self):
        rows = [MESSAGE, PLACE, HIT, CONTACT]
        self.assert_agrees(rows, [self.record(row) for row in rows])

    def test_a_missing_row_is_told(self):
        self.assert_differs([MESSAGE, PLACE], [self.record(PLACE)], "missing")

    def test_each_wrong_key_is_told(self):
        for row, key, value in ((MESSAGE, "text", "нет"), (MESSAGE, "sent_at", "2026-03-01T04:05:06.001Z"),
                                (PLACE, "latitude", 46.100002), (PLACE, "origin", "file_text"), (HIT, "offset", 8),
                                (HIT, "encoding", "koi8-r"), (CONTACT, "phones", ["+1"])):
            with self.subTest(key=key):
                self.assert_differs([row], [self.record(row, **{key: value})], "nearest differs in " + key)

    def test_a_record_of_another_source_explains_nothing(self):
        self.assert_differs([MESSAGE], [self.record(MESSAGE, source="other")], "missing")

    def test_an_extra_message_is_told(self):
        self.assert_differs([MESSAGE], [self.record(MESSAGE), self.record(MESSAGE, text="лишнее")], "extra")

    def test_a_live_duplicate_is_extra_and_a_recovered_copy_is_not(self):
        self.assert_differs([MESSAGE], [self.record(MESSAGE), self.record(MESSAGE)], "extra")
        self.assert_agrees([MESSAGE], [self.record(MESSAGE), self.record(MESSAGE, recovered="wal")])

    def test_two_equal_planted_rows_need_two_records(self):
        self.assert_differs([MESSAGE, MESSAGE], [self.record(MESSAGE)], "missing")

    def test_a_value_may_be_seen_elsewhere_but_not_another_value(self):
        self.assert_agrees([PLACE], [self.record(PLACE), self.record(PLACE, path="vol1/$Unallocated")])
        self.assert_differs([PLACE], [self.record(PLACE), self.record(PLACE, latitude=46.2)], "extra")

    def test_numbers_agree_to_a_millionth(self):
        self.assert_agrees([PLACE], [self.record(PLACE, latitude=46.1000009)])

    def test_a_hit_may_name_the_stem_or_the_form(self):
        self.assert_agrees([HIT], [self.record(HIT, value="Кладмены")])
        self.assert_agrees([HIT], [self.record(HIT, value="кладме")])

    def test_an_area_may_come_in_pieces(self):
        self.assert_agrees([AREA], [self.record(AREA, path="vol1/$Unallocated/0")])
        self.assert_differs([AREA], [self.record(AREA, image_offset=901)], "image_offset")

    def test_an_empty_truth_is_wrong_usage(self):
        self.assertEqual(self.compare([], [])[0], 2)


if __name__ == "__main__":
    unittest.main()
