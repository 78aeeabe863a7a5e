"""Scores of texts from the command line, lists of a laboratory, and what texts say in a case."""

import json
import subprocess
import unittest

from program import PROGRAM, CommandTest, evidence, run

HEADER = "id\tterm\tlanguage\tcategory\tambiguity\tweight\tforms\n"


class Lexicon(CommandTest):
    def write(self, name, text):
        with open(self.place(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.place(name)

    def scores(self, text, *options):
        done = self.assert_status(run("lexicon", "score", self.write("texts.txt", text), *options), 0)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def test_one_line_in_one_object_out(self):
        texts = ["Забери хлеб по дороге", "44.123456, 55.654321 прикоп у столба, синяя изолента", ""]
        found = self.scores("\n".join(texts) + "\n")
        self.assertEqual([line["text"] for line in found], texts)
        for line in found:
            self.assertLessEqual({"text", "score", "category", "terms"}, line.keys())
        self.assertLess(found[0]["score"], 30)
        self.assertEqual(found[1]["category"], "drop_location")
        self.assertGreater(found[1]["score"], 60)
        for term in found[1]["terms"]:
            raw = texts[1].encode()[term["offset"]:term["offset"] + term["length"]]
            self.assertTrue(raw.decode(), term)

    def test_standard_input(self):
        done = subprocess.run([PROGRAM, "lexicon", "score", "-"], input="закладка\n".encode(), capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["terms"][0]["term"], "закладка")

    def test_a_context_is_named_that_clears_a_term(self):
        [line] = self.scores("добавь сайт в закладки браузера\n")
        self.assertTrue([term for term in line["terms"] if term.get("cleared_by")], line)

    def test_own_list_instead_of_the_built_in(self):
        own = self.write("own.tsv", HEADER + "T1\tподарок\tru\tACT_DROP\t0.1\t9\tподарочек*\n")
        [line] = self.scores("закладка и подарочек\n", "--lexicon", own)
        self.assertEqual([term["id"] for term in line["terms"]], ["T1"])
        listed = self.assert_status(run("lexicon", "list", "--lexicon", own), 0).stdout.decode().splitlines()
        self.assertEqual(len(listed), 2)

    def test_a_wrong_list_is_refused_with_its_line(self):
        own = self.write("own.tsv", HEADER + "T1\tподарок\tru\tACT_DROP\t0.1\t900\tподарочек*\n")
        for command in (["score", own], ["list"]):
            done = run("lexicon", *command, "--lexicon", own)
            self.assertIn(done.returncode, (1, 2))
            self.assertIn("line 2", done.stderr.decode())

    def test_expectations(self):
        good = self.write("good.tsv", "text\trelevant\texpect\nкладмен сделал закладку\t1\tL0005\nкупи хлеб\t0\tnone\n")
        done = self.assert_status(run("lexicon", "test", good), 0).stdout.decode()
        self.assertIn("expectations failed\t0", done)
        bad = self.write("bad.tsv", "text\trelevant\texpect\nкупи хлеб\t0\tL0005\n")
        done = self.assert_status(run("lexicon", "test", bad), 1).stdout.decode()
        self.assertIn("expectations failed\t1", done)

    def test_hits_of_texts_reach_the_case(self):
        case = self.place("case")
        self.triage(case, evidence("phone1.zip"))
        exported = self.assert_status(run("export", case, "--type", "hit"), 0).stdout.decode().splitlines()
        hits = [json.loads(line) for line in exported]
        lexicon = [hit for hit in hits if hit["rule"].startswith("lex:")]
        texts = [hit for hit in hits if hit["rule"].startswith("text:")]
        self.assertTrue(lexicon)
        self.assertTrue(texts)
        for hit in texts:
            self.assertTrue(0 < hit["weight"] <= 100, hit)
            self.assertTrue(hit["value"], hit)


if __name__ == "__main__":
    unittest.main()
