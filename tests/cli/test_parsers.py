"""Help with definitions: what `ulika parsers` lists, drafts and tries."""

import json
import os
import sqlite3
import unittest

from program import CommandTest, run

MADE_UP = 1_700_000_000_000  # 2023-11-14T22:13:20Z
ROWS = 20
ODD = 7  # the row whose time is wrong


class Parsers(CommandTest):
    def setUp(self):
        super().setUp()
        os.makedirs(self.place("evidence/kz.example.chat/databases"))
        self.database = self.place("evidence/kz.example.chat/databases/chat.db")
        with sqlite3.connect(self.database) as database:
            database.execute("CREATE TABLE msg(id INTEGER PRIMARY KEY, peer TEXT, body TEXT, created_at INTEGER)")
            database.executemany("INSERT INTO msg VALUES(?, ?, ?, ?)", [
                (n, "+4477009001%02d" % n, "привет, это сообщение номер %d" % n, 5 if n == ODD else MADE_UP + n * 60_000)
                for n in range(1, ROWS + 1)])
        database.close()

    def draft(self):
        path = self.place("draft.sql")
        with open(path, "wb") as file:
            file.write(self.assert_status(run("parsers", "draft", self.database), 0).stdout)
        return path

    def test_the_list_says_what_each_was_tested_on(self):
        rows = [line.split("\t") for line in run("parsers", "list").stdout.decode().splitlines()]
        self.assertTrue(all(len(row) == 6 for row in rows))
        by_id = {row[0]: row for row in rows}
        self.assertEqual(by_id["whatsapp_android"][2:4], ["WhatsApp", "android"])
        self.assertIn("message", by_id["whatsapp_android"][4])
        self.assertIn("2023", by_id["whatsapp_android"][5])

    def test_a_draft_can_be_tried_as_it_is(self):
        lines = self.assert_status(run("parsers", "try", self.draft(), self.place("evidence")), 0).stdout.decode().splitlines()
        self.assertIn("kz.example.chat/databases/chat.db", lines)
        self.assertIn("  claimed by its path", lines)
        self.assertIn("  %d records of type message" % ROWS, lines)
        self.assertTrue(any("sent_at: 1 of %d times are out of range" % ROWS in line for line in lines), lines)
        first = next(json.loads(line) for line in lines if line.startswith("  {"))
        self.assertEqual((first["locator"], first["text"], first["sent_at"]),
                         ("row:msg:1", "привет, это сообщение номер 1", "2023-11-14T22:14:20.000Z"))
        self.assertEqual(lines[-1], "1 of 1 files claimed")

    def test_a_draft_serves_a_triage(self):
        os.mkdir(self.place("definitions"))
        os.rename(self.draft(), self.place("definitions/chat.sql"))
        self.assert_status(run("triage", self.place("evidence"), "--case", self.place("case"), "--parsers",
                               self.place("definitions"), "--progress", "none"), 0)
        messages = [json.loads(line) for line in run("export", self.place("case"), "--type", "message").stdout.splitlines()]
        self.assertEqual({message["parser"] for message in messages}, {"chat_draft"})
        self.assertEqual(len(messages), ROWS)

    def test_what_is_missing_is_told(self):
        path = self.draft()
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn("-- needs: msg(", text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("-- needs: msg(", "-- optional: msg(gone)\n-- needs: msg("))
        out = self.assert_status(run("parsers", "try", path, self.place("evidence")), 0).stdout.decode()
        self.assertIn("not there: column msg.gone", out)

    def test_mistakes_are_one_sentence(self):
        with open(self.place("wrong.sql"), "w", encoding="utf-8") as file:
            file.write("-- id: wrong\n-- paths: chat.db\n-- makes: nothing\n")
        done = self.assert_status(run("parsers", "try", self.place("wrong.sql"), self.place("evidence")), 2)
        self.assertIn("wrong.sql:3:", done.stderr.decode())
        self.assert_status(run("parsers", "draft", self.place("wrong.sql")), 1)
        self.assert_status(run("parsers", "draft", self.place("absent.db")), 1)


if __name__ == "__main__":
    unittest.main()
