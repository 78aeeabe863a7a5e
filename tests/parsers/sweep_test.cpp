// The sweep over databases that no definition knows, and the drafts that it rests on.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "parsers/column_guess.h"
#include "parsers/definition.h"
#include "parsers/draft.h"
#include "parsers/sqlite_sweep.h"
#include "parsers/table_sample.h"
#include "tests/parsers/sample.h"
#include "triage/base/time.h"

namespace ulika::test {
namespace {

constexpr const char* kPlace = "data/data/kz.example.unknown/databases/talk.db";

Parsed sweep(const std::string& script, const std::string& path = kPlace) {
  return parse_files(built_in(), {{path, "", make_database(script)}});
}

std::vector<Record> of_type(const Parsed& parsed, std::string_view type) {
  std::vector<Record> found;
  std::copy_if(parsed.records.begin(), parsed.records.end(), std::back_inserter(found),
               [&](const Record& record) { return record.type == type; });
  return found;
}

std::string time_of(const Record& record, const char* key) {
  const Value* value = record.find(key);
  const auto* time = value ? std::get_if<std::int64_t>(value) : nullptr;
  return time ? format_rfc3339(*time) : "none";
}

double real_of(const Record& record, const char* key) {
  const Value* value = record.find(key);
  const auto* real = value ? std::get_if<double>(value) : nullptr;
  return real ? *real : -1000;
}

TEST(Sweep, text_time_and_party_are_messages) {
  const Parsed parsed = sweep(
      "CREATE TABLE talk(_id INTEGER PRIMARY KEY, room_id INT, sender TEXT, body TEXT, created_at INT, "
      "status INT);"
      "INSERT INTO talk VALUES(1, 7, '+447700900123', 'встретимся у моста', 1772341506000, 2),"
      "(2, 7, '+447700900124', 'ok', 1772341566000, 2), (5, 7, '+447700900123', NULL, 1772341567000, 2);");
  const auto messages = of_type(parsed, "message");
  ASSERT_EQ(messages.size(), 2u) << to_jsonl(parsed);
  EXPECT_EQ(messages[0].text("text"), "встретимся у моста");
  EXPECT_EQ(messages[0].text("sender_id"), "+447700900123");
  EXPECT_EQ(messages[0].text("chat_id"), "7");
  EXPECT_EQ(messages[0].text("confidence"), "low");
  EXPECT_EQ(messages[0].text("app"), "kz.example.unknown");
  EXPECT_EQ(messages[0].find("direction"), nullptr);
  EXPECT_EQ(time_of(messages[0], "sent_at"), "2026-03-01T05:05:06.000Z");
  EXPECT_EQ(messages[0].from.locator, "row:talk:1");
  EXPECT_EQ(messages[0].from.parser, "sqlite_sweep");
  EXPECT_TRUE(parsed.outcome.claimed);
  EXPECT_TRUE(parsed.problems.empty());
  const auto listed = of_type(parsed, "database");
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(
      listed[0].text("tables"),
      R"([{"name":"talk","rows":3,"columns":["_id","room_id","sender","body","created_at","status"]}])");
}

TEST(Sweep, address_of_unknown_direction_names_the_conversation_and_no_sender) {
  const auto messages =
      of_type(sweep("CREATE TABLE sms_copy(address TEXT, date INT, body TEXT);"
                    "INSERT INTO sms_copy VALUES('+447700900123', 1772341506, 'привет всем');"),
              "message");
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].text("chat_id"), "+447700900123");
  EXPECT_EQ(messages[0].find("sender_id"), nullptr);
}

TEST(Sweep, text_and_time_without_party_is_a_note) {
  const Parsed parsed = sweep(
      "CREATE TABLE notes(heading TEXT, content TEXT, ts INT);"
      "INSERT INTO notes VALUES('list', 'buy two bags', 1772341506000000);");
  EXPECT_EQ(parsed.count("message"), 0u);
  const auto notes = of_type(parsed, "note");
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].text("title"), "list");
  EXPECT_EQ(time_of(notes[0], "at"), "2026-03-01T05:05:06.000Z");
}

TEST(Sweep, text_without_time_counts_where_it_holds_a_selector) {
  const auto notes = of_type(sweep("CREATE TABLE drafts(content TEXT);"
                                   "INSERT INTO drafts VALUES('call me at +44 7700 900 123'),"
                                   "('nothing to see here'), ('or write to @example_shop'), ('2 + 2 = 4');"),
                             "note");
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].from.locator, "row:drafts:1");
  EXPECT_EQ(notes[1].from.locator, "row:drafts:3");
}

TEST(Sweep, clocks_are_told_by_their_numbers) {
  const std::pair<const char*, const char*> kStored[] = {
      {"1772341506", "2026-03-01T05:05:06.000Z"},
      {"1772341506000", "2026-03-01T05:05:06.000Z"},
      {"1772341506000000", "2026-03-01T05:05:06.000Z"},
      {"794034306", "2026-03-01T05:05:06.000Z"},  // seconds since 2001
      {"794034306.5", "2026-03-01T05:05:06.500Z"},
      {"794034306000000000", "2026-03-01T05:05:06.000Z"},  // nanoseconds since 2001
      {"13416815106000000", "2026-03-01T05:05:06.000Z"},   // microseconds since 1601
      {"134168151060000000", "2026-03-01T05:05:06.000Z"},  // FILETIME
      {"'1772341506'", "2026-03-01T05:05:06.000Z"},
      {"'2026-03-01 05:05:06'", "2026-03-01T05:05:06.000Z"},
      {"'2026-03-01T10:05:06+05:00'", "2026-03-01T05:05:06.000Z"},
  };
  for (const auto& [stored, expected] : kStored) {
    SCOPED_TRACE(stored);
    const auto notes = of_type(
        sweep(std::string("CREATE TABLE t(body, date); INSERT INTO t VALUES('some words', ") + stored + ");"),
        "note");
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_EQ(time_of(notes[0], "at"), expected);
    EXPECT_EQ(notes[0].text("zone"), std::string(stored) == "'2026-03-01 05:05:06'" ? "unknown" : "");
  }
}

TEST(Sweep, numbers_that_are_no_dates_are_no_times) {
  for (const char* stored : {"17", "77009001234", "99999", "-1", "'soon'", "4102444800"}) {
    SCOPED_TRACE(stored);
    const Parsed parsed = sweep(std::string("CREATE TABLE t(sender, body, date);") +
                                "INSERT INTO t VALUES('Айгуль А', 'some words', " + stored + ");");
    EXPECT_EQ(parsed.count("message"), 0u);
    EXPECT_EQ(parsed.count("note"), 0u);
  }
}

TEST(Sweep, pairs_of_degrees_are_places) {
  const auto places = of_type(
      sweep("CREATE TABLE points(id INTEGER PRIMARY KEY, lat REAL, lng REAL, time INT, place TEXT);"
            "INSERT INTO points VALUES(3, 46.512, 68.204, 1772341506, 'north of here'), (4, 0, 0, "
            "1772341506, NULL);"
            "CREATE TABLE raw(latitudeE7 INT, longitudeE7 INT); INSERT INTO raw VALUES(465120000, 682040000);"
            "CREATE TABLE micro(широта INT, долгота INT); INSERT INTO micro VALUES(46512000, 68204000);"
            "CREATE TABLE half(lat REAL, name TEXT); INSERT INTO half VALUES(1.5, 'x');"),
      "location");
  ASSERT_EQ(places.size(), 3u);
  for (const Record& place : places) {
    EXPECT_NEAR(real_of(place, "latitude"), 46.512, 1e-9);
    EXPECT_NEAR(real_of(place, "longitude"), 68.204, 1e-9);
    EXPECT_EQ(place.text("confidence"), "low");
  }
}

TEST(Sweep, telephones_mails_cards_calls_and_visits) {
  const Parsed parsed = sweep(
      "CREATE TABLE people(имя TEXT, телефон TEXT, mail TEXT);"
      "INSERT INTO people VALUES('Асель', '+44 7700 900001', 'a@example.org'), ('Бек', '', NULL);"
      "CREATE TABLE wallet_cards(holder_name TEXT, card TEXT); INSERT INTO wallet_cards VALUES('A B', '4111 "
      "1111 1111 1111');"
      "CREATE TABLE log(number TEXT, start_time INT, duration INT); INSERT INTO log VALUES('+447700900001', "
      "1772341506, 61);"
      "CREATE TABLE seen(url TEXT, title TEXT, visit_date INT);"
      "INSERT INTO seen VALUES('https://example.org/a', 'A', 13416815106000000);");
  const auto contacts = of_type(parsed, "contact");
  ASSERT_EQ(contacts.size(), 1u) << to_jsonl(parsed);
  EXPECT_EQ(contacts[0].text("name"), "Асель");
  EXPECT_EQ(contacts[0].text("phones"), "[\"+44 7700 900001\"]");
  EXPECT_EQ(contacts[0].text("emails"), "[\"a@example.org\"]");
  const auto cards = of_type(parsed, "card");
  ASSERT_EQ(cards.size(), 1u);
  EXPECT_EQ(cards[0].text("pan"), "4111 1111 1111 1111");
  const auto calls = of_type(parsed, "call");
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].text("party_id"), "+447700900001");
  EXPECT_EQ(of_type(parsed, "web_visit").size(), 1u);
}

TEST(Sweep, odd_and_hostile_names_neither_break_out_nor_hide_a_table) {
  const Parsed parsed = sweep(
      "CREATE TABLE \"таблица; DROP\"(\"текст сообщения\" TEXT, \"дата, время\" INT, \"кому)\" TEXT);"
      "INSERT INTO \"таблица; DROP\" VALUES('слова и слова', 1772341506, 'Асель А');"
      "CREATE TABLE \"quote\"\"d\"(body TEXT, date INT); INSERT INTO \"quote\"\"d\" VALUES('two words', "
      "1772341506);"
      "CREATE TABLE \"line\nbreak\"(body TEXT, date INT); INSERT INTO \"line\nbreak\" VALUES('two words', "
      "1772341506);");
  EXPECT_EQ(parsed.count("message"), 1u) << to_jsonl(parsed);
  const auto listed = of_type(parsed, "database");
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_NE(listed[0].text("tables").find("quote\\\"d"), std::string::npos);
  EXPECT_NE(listed[0].text("tables").find("line\\nbreak"), std::string::npos);
}

TEST(Sweep, views_and_generated_columns_of_a_suspect_are_not_run) {
  const Parsed parsed = sweep(
      "CREATE TABLE t(body TEXT, date INT, sender AS (body || date)); INSERT INTO t VALUES('two words', "
      "1772341506);"
      "CREATE VIEW v AS SELECT body, date FROM t;");
  EXPECT_EQ(parsed.count("message"), 0u);
  EXPECT_EQ(parsed.count("note"), 1u);
}

TEST(Sweep, caches_are_listed_and_not_read) {
  const std::string script =
      "CREATE TABLE t(url TEXT, title TEXT, time INT); INSERT INTO t VALUES('https://example.org', 'x', "
      "1772341506);";
  const Parsed parsed = sweep(script, "data/data/kz.example/app_webview/Default/Some State");
  EXPECT_EQ(parsed.count("database"), 1u);
  EXPECT_EQ(parsed.records.size(), 1u);
  EXPECT_FALSE(parsed.outcome.claimed);
}

TEST(Sweep, rows_over_the_limit_are_told) {
  const Parsed parsed = sweep(
      "CREATE TABLE t(body TEXT, date INT);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200005) "
      "INSERT INTO t SELECT 'two words ' || i, 1772341506 + i FROM n;");
  EXPECT_EQ(parsed.count("note"), 200000u);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::limited);
  EXPECT_NE(parsed.problems[0].reason.find("200000 of 200005"), std::string::npos);
}

TEST(Sweep, encrypted_and_overwritten_databases_say_so) {
  std::vector<std::byte> noise(8192);
  std::mt19937 random(7);
  for (auto& byte : noise) byte = static_cast<std::byte>(random() & 0xFF);
  const Parsed encrypted = parse_files(built_in(), {{kPlace, "", noise}}, "application/octet-stream");
  ASSERT_EQ(encrypted.problems.size(), 1u);
  EXPECT_EQ(encrypted.problems[0].state, LedgerState::encrypted);
  auto wiped = make_database("CREATE TABLE t(a);");
  std::fill_n(wiped.begin(), 16, std::byte{0});
  const Parsed damaged = parse_files(built_in(), {{kPlace, "", wiped}}, "application/octet-stream");
  ASSERT_EQ(damaged.problems.size(), 1u);
  EXPECT_EQ(damaged.problems[0].state, LedgerState::damaged);
  const Parsed torn = parse_files(built_in(), {{kPlace, "", [] {
                                                  auto bytes = make_database("CREATE TABLE t(a);");
                                                  bytes.resize(60);
                                                  return bytes;
                                                }()}});
  ASSERT_EQ(torn.problems.size(), 1u);
  EXPECT_TRUE(torn.outcome.claimed);
  EXPECT_TRUE(
      parse_files(built_in(), {{kPlace, "", std::vector<std::byte>(8192)}}, "application/octet-stream")
          .problems.empty());
}

TEST(Sweep, package_stands_in_the_path) {
  EXPECT_EQ(package_of("data/data/kz.example.app/databases/a.db"), "kz.example.app");
  EXPECT_EQ(package_of("x/data/user/10/kz.example.app/a.db"), "kz.example.app");
  EXPECT_EQ(package_of("AppDomain-kz.example/Documents/a.db"), "kz.example");
  EXPECT_EQ(package_of("vol1/Users/x/AppData/Roaming/y/a.db"), "");
  EXPECT_EQ(package_of("data/data/kz.example.app"), "");
  EXPECT_EQ(package_of("data/user/"), "");
}

TEST(Draft, is_a_definition_that_reads_what_it_was_drafted_from) {
  const auto bytes = make_database(
      "CREATE TABLE talk(_id INTEGER PRIMARY KEY, \"who from\" TEXT, body TEXT, created_at INT);"
      "INSERT INTO talk VALUES(1, 'Асель А', 'слова и слова', 1772341506000);"
      "CREATE TABLE settings(k TEXT, v TEXT); INSERT INTO settings VALUES('a', 'b');");
  MemorySource source(bytes);
  auto database = SuspectDatabase::open({{"main", &source}});
  ASSERT_TRUE(database.has_value());
  const DatabaseSample sample = sample_database(**database, std::chrono::seconds(20));
  std::vector<DraftQuery> queries;
  for (const TableSample& table : sample.tables) {
    for (DraftQuery& query : draft_queries(table, false, std::nullopt)) queries.push_back(std::move(query));
  }
  const std::string text = draft_text({"talk", "Talk", "databases/talk.db"}, sample.tables, queries, true);
  const auto definition = parse_definition("talk.sql", text);
  ASSERT_TRUE(definition.has_value()) << definition.error().message << "\n" << text;
  ASSERT_EQ(definition->queries.size(), 1u);
  EXPECT_EQ(definition->queries[0].makes->type, "message");
  EXPECT_EQ(definition->match.size(), 1u);
  EXPECT_NE(text.find("-- not read, 1 rows: settings(k, v)"), std::string::npos);
  EXPECT_EQ(text.find("confidence"), std::string::npos);
}

}  // namespace
}  // namespace ulika::test
