// Definitions as text: what is refused, and with which line.
#include "parsers/definition.h"
#include "parsers/definition_run.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

const std::string kHead = "-- id: x\n-- version: 1\n-- paths: a.db\n\n-- makes: note\n";  // five lines

std::string error_of(const std::string& text) {
  const auto parsed = parse_definition("x.sql", text);
  return parsed ? "" : parsed.error().message;
}

TEST(Definition, good_one_is_read) {
  const auto parsed = parse_definition(
      "x.sql", kHead + "-- needs: t(_id,\n--   body)\nSELECT _id AS row, body AS text\nFROM t;\n");
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  ASSERT_EQ(parsed->queries.size(), 1u);
  EXPECT_EQ(parsed->queries[0].row_table, "t");
  EXPECT_EQ(parsed->queries[0].line, 8);
  EXPECT_EQ(parsed->queries[0].needs[0].columns, (std::vector<std::string>{"_id", "body"}));
}

TEST(Definition, mistakes_are_refused_with_their_line) {
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id, body)\nSELECT _id AS row,\n  boby AS text FROM t;\n"),
            "x.sql:8: no such column: boby");
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id)\nSELECT _id AS row, 1 AS colour FROM t;\n"),
            "x.sql:7: “colour” is no key of the record type “note”");
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id)\nSELECT _id AS title FROM t;\n"),
            "x.sql:7: the alias “row” is missing");
  EXPECT_EQ(error_of(kHead + "-- neds: t(_id)\nSELECT _id AS row FROM t;\n"),
            "x.sql:6: “neds” is no key of a query");
  EXPECT_EQ(error_of(kHead + "-- states: all\n-- needs: t(_id)\nSELECT _id AS row FROM t;\n"),
            "x.sql:6: “states” can be “present” only");
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id\nSELECT _id AS row FROM t;\n"),
            "x.sql:6: a parenthesis is not closed");
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id)\nDELETE FROM t;\n"), "x.sql:7: a query is one SELECT");
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id)\nSELECT _id AS row FROM t; DROP TABLE t;\n"),
            "x.sql:7: a query is one statement");
  EXPECT_EQ(error_of(kHead + "-- needs: t(_id)\nSELECT _id AS row FROM t\n"),
            "x.sql:7: the query has no “;” at its end");
  EXPECT_EQ(error_of(kHead + "-- needs: q.t(_id)\nSELECT _id AS row FROM t;\n"),
            "x.sql:7: nothing is attached as “q”");
  EXPECT_EQ(error_of("-- id: x\n-- version: 1\n-- paths: a.db\n-- makes: thing\n"),
            "x.sql:4: “thing” is no record type");
  EXPECT_EQ(
      error_of("-- version: 1\n-- paths: a.db\n-- makes: note\n-- needs: t(a)\nSELECT a AS row FROM t;\n"),
      "x.sql:1: “id” is missing");
}

TEST(Definition, globs_match_the_end_of_a_path) {
  EXPECT_TRUE(path_matches("com.whatsapp*/databases/msgstore.db",
                           "data/data/com.whatsapp.w4b/databases/msgstore.db"));
  EXPECT_TRUE(path_matches("com.whatsapp*/databases/msgstore.db", "com.whatsapp/databases/msgstore.db"));
  EXPECT_TRUE(path_matches("default/history", "vol2/Users/x/Default/History"));
  EXPECT_TRUE(path_matches("a/**/c", "x/a/b/b/c"));
  EXPECT_FALSE(path_matches("a/*/c", "x/a/b/b/c"));
  EXPECT_FALSE(path_matches("msgstore.db", "old-msgstore.db"));
  EXPECT_FALSE(path_matches("msgstore.db", "msgstore.db-wal"));
}

TEST(Definition, looks_up_by_an_index_where_the_app_kept_none) {
  const auto definition = parse_definition(
      "d.sql",
      "-- id: d\n-- version: 1\n-- paths: d.db\n-- makes: message\n-- needs: m(id), part(mid, text)\n"
      "-- index: part(mid), absent(x)\n-- optional: absent(x)\n"
      "SELECT id AS row, (SELECT text FROM part WHERE mid = m.id) AS text FROM m;\n");
  ASSERT_TRUE(definition) << definition.error().message;
  MemorySource bytes(
      make_database("CREATE TABLE m(id INTEGER PRIMARY KEY); CREATE TABLE part(mid, text);"
                    "INSERT INTO m VALUES(1), (2); INSERT INTO part VALUES(2, 'two')"));
  auto database = SuspectDatabase::open({{"main", &bytes}});
  ASSERT_TRUE(database);
  std::vector<std::string> texts;
  ParseSink sink;
  sink.record = [&](Record&& record) { texts.emplace_back(record.text("text")); };
  sink.problem = [](Problem&& problem) { ADD_FAILURE() << problem.reason; };
  run_definition({*definition, **database, "d.db", "live", ""}, sink);
  EXPECT_EQ(texts, (std::vector<std::string>{"", "two"}));
  std::string error;
  EXPECT_TRUE((*database)->run("SELECT text FROM part INDEXED BY ulika_part_mid WHERE mid = 2", error))
      << error;
}

TEST(ParserSet, folder_adds_and_replaces) {
  const auto dir = std::filesystem::temp_directory_path() / "ulika-definitions-test";
  std::filesystem::create_directories(dir / "sub");
  std::ofstream(dir / "sub/mine.sql")
      << "-- id: sms_android\n-- version: 77\n-- paths: mmssms.db\n-- makes: note\n-- needs: sms(_id, body)\n"
         "SELECT _id AS row, body AS text FROM sms;\n";
  const auto loaded = ParserSet::load(dir);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  const auto list = loaded->list();
  EXPECT_TRUE(std::any_of(list.begin(), list.end(), [](const ParserFacts& parser) {
    return parser.id == "sms_android" && parser.version == "77" && parser.makes == "note";
  }));
  EXPECT_EQ(list.size(), built_in().list().size());
  std::ofstream(dir / "sub/other.sql") << "-- id: other\n";
  const auto broken = ParserSet::load(dir);
  ASSERT_FALSE(broken.has_value());
  EXPECT_NE(broken.error().message.find("other.sql:"), std::string::npos);
  std::filesystem::remove_all(dir);
}

TEST(ParserSet, wants_what_it_can_read) {
  EXPECT_TRUE(built_in().wants("a/b", "application/vnd.sqlite3"));
  EXPECT_TRUE(built_in().wants("a/b.jpg", "image/jpeg"));
  EXPECT_TRUE(built_in().wants("data/data/com.whatsapp/databases/msgstore.db", "application/octet-stream"));
  EXPECT_TRUE(built_in().wants("a.docx!/word/document.xml", "text/xml"));
  EXPECT_FALSE(built_in().wants("a/b.so", "application/x-sharedlib"));
  const auto companions = built_in().companions_of("d/msgstore.db");
  for (const char* path : {"d/msgstore.db-wal", "d/msgstore.db-journal", "d/wa.db", "d/wa.db-wal"}) {
    EXPECT_NE(std::find(companions.begin(), companions.end(), path), companions.end()) << path;
  }
}

}  // namespace
}  // namespace ulika::test
