"""What several phones share is found through the whole program, and what everybody has joins nobody."""

import json
import os
import sys
import unittest
import xml.etree.ElementTree as ElementTree

from program import CommandTest, run, snapshot

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "samples"))
import ring  # noqa: E402


class Joins(CommandTest):
    def setUp(self):
        super().setUp()
        self.ring = ring.make(self.place("phones"))
        self.case = self.place("case")
        self.triage(self.case, self.ring.paths, "--jobs", "2")

    def findings(self, kind):
        return [row for row in self.records(self.case, "--type", kind) if row["type"] == kind]

    def test_links_are_those_that_were_planted(self):
        exact, by_kind = {}, {}
        for link in self.findings("link"):
            self.assertTrue(0 < link["weight"] <= 1, link)
            self.assertTrue(link["reasons"], link)
            by_kind.setdefault(link["kind"], []).append(link)
            if link["kind"] not in self.ring.kinds:
                exact[link["kind"], link["value"]] = set(link["sources"])
        self.assertEqual(exact, self.ring.links)
        for kind, sources in self.ring.kinds.items():
            with self.subTest(kind=kind):
                self.assertEqual([set(link["sources"]) for link in by_kind.get(kind, [])], [sources])

    def test_every_link_leads_to_records_of_each_of_its_phones(self):
        known = {row["id"]: row["source"] for row in self.records(self.case) if row.get("source")}
        for link in self.findings("link"):
            self.assertEqual({known.get(record) for record in link["records"]}, set(link["sources"]), link)

    def test_a_person_is_put_together_with_reasons(self):
        def selectors(person):
            return {(each["kind"], each["value"]) for each in person["identifiers"]}
        persons = self.findings("person")
        for planted in self.ring.persons:
            person, = [each for each in persons if selectors(each) & planted]
            self.assertEqual(selectors(person), planted)
            self.assertEqual(len(person["reasons"]), len(planted) - 1)
            self.assertEqual({reason["code"] for reason in person["reasons"]}, {"person_card"})
        self.assertFalse([each for each in persons if "stranger" in each["sources"] and len(each["sources"]) > 1])

    def test_drops_lie_where_the_ring_hid_things_and_on_no_strangers_phone(self):
        drop, = self.findings("drop")
        self.assertLess(abs(drop["latitude"] - ring.PLACE[0]), 0.0003, drop)
        self.assertLess(abs(drop["longitude"] - ring.PLACE[1]), 0.0003, drop)
        self.assertEqual(set(drop["sources"]), {"courier1", "buyer"})
        self.assertLessEqual({"drop_place_text", "drop_not_found", "drop_photo", "drop_same_place"},
                             {reason["code"] for reason in drop["reasons"]})

    def test_the_same_again_and_after_a_run_of_one_worker(self):
        again = self.place("again")
        self.triage(again, self.ring.paths, "--jobs", "1")
        for options in (("--type", "link"), ("--type", "person"), ("--type", "drop")):
            self.assert_same_export(self.export(self.case, *options), self.export(again, *options), options[1])
        self.triage(self.case, self.ring.paths, "--jobs", "2")
        self.assert_same_export(self.export(again), self.export(self.case), "after a second run")

    def test_two_cases_share_what_their_phones_share(self):
        cases, halves = [self.place("one"), self.place("two")], (self.ring.paths[:2], self.ring.paths[2:])
        for case, paths in zip(cases, halves):
            self.triage(case, paths)
        before = snapshot(*cases)
        done = self.assert_status(run("compare", *cases), 0)
        self.assertEqual(before, snapshot(*cases), "a case was changed")
        found = {}
        for line in done.stdout.splitlines():
            link = json.loads(line)
            self.assertTrue(all(source.split("/")[0] in ("one", "two") for source in link["sources"]), link)
            if link["kind"] not in self.ring.kinds:
                found[link["kind"], link["value"]] = {source.split("/")[1] for source in link["sources"]}
        first = {os.path.basename(path) for path in halves[0]}
        expected = {key: phones for key, phones in self.ring.links.items() if phones & first and phones - first}
        self.assertEqual(found, expected)
        self.assertEqual(done.stdout, run("compare", *cases).stdout)
        self.assert_status(run("compare", cases[0]), 2)
        self.assert_status(run("compare", cases[0], self.folder), 2)

    def test_the_graph_is_xml_with_every_phone_and_link(self):
        done = self.assert_status(run("export", self.case, "--format", "graphml"), 0)
        space = "{http://graphml.graphdrawing.org/xmlns}"
        graph = ElementTree.fromstring(done.stdout).find(space + "graph")
        nodes = {node.get("id"): {data.get("key"): data.text for data in node} for node in graph.iter(space + "node")}
        labels = {node["label"] for node in nodes.values() if node["type"] == "device"}
        self.assertEqual(labels, {os.path.basename(path) for path in self.ring.paths})
        edges = [(edge.get("source"), edge.get("target")) for edge in graph.iter(space + "edge")]
        self.assertTrue(edges)
        for edge in edges:
            self.assertTrue(nodes.keys() >= set(edge), edge)
        for (kind, value), sources in self.ring.links.items():
            link, = [key for key, node in nodes.items() if node.get("kind") == kind and node["label"] == value]
            self.assertEqual({nodes[a]["label"] for a, b in edges if b == link and nodes[a]["type"] == "device"}, sources)


if __name__ == "__main__":
    unittest.main()
