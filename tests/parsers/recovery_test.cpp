// Deleted rows that SQLite's files still hold: how many come back, how many of those are right, and what
// damage does.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <random>
#include <set>

#include "tests/evidence_dir.h"
#include "tests/parsers/deletion_cases.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

TEST(Recovery, finds_what_the_bytes_still_hold_and_little_else) {
  RecoveryFigures all;
  for (const DeletionCase& how : deletion_cases()) {
    SCOPED_TRACE(how.name);
    const RecoveryFigures figures = measure(make_deletions(how));
    fmt::print("{:60} dead {:5} held {:5} found {:5} +{:<4} recall {:.3f} precision {:.3f}\n", how.name,
               figures.dead, figures.held, figures.found, figures.beyond, figures.recall(),
               figures.precision());
    EXPECT_GT(figures.dead, 0u);
    EXPECT_GE(figures.precision(), 0.95);
    for (const auto& line : figures.complaints) {
      if (figures.precision() < 0.97 || figures.recall() < 0.9) fmt::print("    {}\n", line);
    }
    all.add(figures);
  }
  fmt::print("{:60} dead {:5} held {:5} found {:5} +{:<4} recall {:.3f} precision {:.3f}\n", "all", all.dead,
             all.held, all.found, all.beyond, all.recall(), all.precision());
  EXPECT_GE(all.recall(), 0.90);
  EXPECT_GE(all.precision(), 0.97);
}

// Fields of a record as text.
std::string told(const Record& record, const std::set<std::string_view>& keys) {
  std::string out = record.type;
  for (const auto& [key, value] : record.fields) {
    if (keys.count(key) == 0) continue;
    out += "\n" + key + "=";
    if (const auto* number = std::get_if<std::int64_t>(&value)) out += std::to_string(*number);
    if (const auto* real = std::get_if<double>(&value)) out += fmt::format("{}", *real);
    if (const auto* text = std::get_if<std::string>(&value)) out += *text;
  }
  return out;
}

struct Deletion {
  const char* sample;
  const char* sql;
  // What must come back. A freed row loses its number with its first bytes, and what hangs on the number:
  // attachments, and the chat of an iMessage.
  std::set<std::string_view> keys = {"text", "sent_at", "direction", "chat_id", "chat", "sender_id"};
  bool texts_as_they_are = true;  // and not drawn out of a blob or another table
};

class Deleted : public testing::TestWithParam<Deletion> {};

// A sample is parsed whole; then rows are deleted, and every message that is gone must come back as it was,
// with the names of its chat and sender, from a place that the locator names.
TEST_P(Deleted, messages_come_back_through_their_definition) {
  const auto& keys = GetParam().keys;
  auto files = read_sample(
      read_text(std::string(ULIKA_SOURCE_DIR) + "/samples/definitions/" + GetParam().sample + ".sql"));
  const Parsed whole = parse_files(built_in(), files);
  files[0].bytes = make_database("PRAGMA secure_delete=OFF;" + files[0].script + GetParam().sql);
  const Parsed parsed = parse_files(built_in(), files);
  std::multiset<std::string> live;
  std::multiset<std::string> recovered;
  for (const Record& record : parsed.records) {
    if (record.type != "message") continue;
    if (record.from.recovered == "live") {
      live.insert(told(record, keys));
      continue;
    }
    recovered.insert(told(record, keys));
    EXPECT_EQ(live.count(told(record, keys)), 0u) << told(record, keys);
    EXPECT_EQ(record.from.recovered, "slack");
    std::size_t offset = 0;
    std::size_t length = 0;
    ASSERT_EQ(std::sscanf(record.from.locator.c_str(), "bytes:%zu+%zu", &offset, &length), 2)
        << record.from.locator;
    ASSERT_LE(offset + length, files[0].bytes.size());
    if (GetParam().texts_as_they_are) {
      const auto cell = ulika::as_text(Bytes(files[0].bytes).subspan(offset, length));
      EXPECT_NE(cell.find(record.text("text")), std::string_view::npos);
    }
  }
  std::size_t gone = 0;
  for (const Record& record : whole.records) {
    if (record.type != "message" || live.count(told(record, keys)) != 0) continue;
    ++gone;
    EXPECT_EQ(recovered.count(told(record, keys)), 1u) << told(record, keys);
  }
  EXPECT_GT(gone, 0u);
  EXPECT_EQ(recovered.size(), gone);
}

INSTANTIATE_TEST_SUITE_P(
    Samples, Deleted,
    testing::Values(Deletion{"whatsapp_android", "DELETE FROM message WHERE _id % 3 = 0;"},
                    Deletion{"whatsapp_android.old", "DELETE FROM messages WHERE _id % 2 = 0;"},
                    Deletion{"whatsapp_ios",
                             "DELETE FROM ZWAMESSAGE WHERE Z_PK % 3 = 0;",
                             {"sent_at", "direction", "chat_id", "chat", "sender_id"},
                             false},
                    Deletion{"sms_android", "DELETE FROM sms WHERE _id IN (2, 4);"},
                    Deletion{"sms_ios",
                             "DELETE FROM message WHERE ROWID % 3 = 0;",
                             {"text", "sent_at", "direction"},
                             false},
                    Deletion{"viber_android", "DELETE FROM messages WHERE _id % 3 = 0;"}),
    [](const auto& test) {
      std::string name = test.param.sample;
      std::replace(name.begin(), name.end(), '.', '_');
      return name;
    });

std::vector<std::byte> bytes_of(const std::string& path) {
  const std::string text = read_text(path);
  const Bytes bytes = ulika::as_bytes(std::string_view(text));
  return {bytes.begin(), bytes.end()};
}

Result<RecoveredRows> recover_bytes(const std::vector<std::byte>& bytes) {
  MemorySource source(bytes);
  return recover_rows({&source});
}

// Of the public corpus for recovery tools. What its notes list for the first six is live, so nothing else may
// be given. 09 lacks rows of its sequence (the number of a row is its id less 20,000); 0A lost its table to a
// DROP, and the twenty rows of it lie on a freelist page.
TEST(RecoveryCorpus, gives_what_was_deleted_and_nothing_that_lives) {
  ULIKA_NEEDS_EVIDENCE();
  const std::string dir =
      (evidence_dir() / "sqlite-dissect/sqlite_dissect/tests/test_files/corpus/").string();
  for (const char* name : {"01-01.db", "02-01.db", "03-01.db", "04-01.db", "07-01.db", "08-01.db"}) {
    const auto rows = recover_bytes(bytes_of(dir + name));
    ASSERT_TRUE(rows) << name;
    EXPECT_TRUE(rows->rows.empty()) << name;
  }
  const auto gaps = recover_bytes(bytes_of(dir + "09-01.db"));
  ASSERT_TRUE(gaps);
  std::set<std::int64_t> ids;
  for (const RecoveredRow& row : gaps->rows) {
    const auto id = std::get<std::int64_t>(row.values.at(0));
    EXPECT_TRUE(ids.insert(id).second) << id;
    if (row.rowid) {
      EXPECT_EQ(*row.rowid, id - 20000);
    }
  }
  for (std::int64_t id = 22535; id <= 22554; ++id) EXPECT_EQ(ids.count(id), 1u) << id;
  EXPECT_EQ(ids.size(), 22u);  // and 21552 and 21707

  const auto dropped = recover_bytes(bytes_of(dir + "0A-01.db"));
  ASSERT_TRUE(dropped);
  ASSERT_EQ(dropped->rows.size(), 20u);
  for (const RecoveredRow& row : dropped->rows) {
    EXPECT_EQ(row.state, "freelist");
    EXPECT_TRUE(dropped->tables[row.table].dropped);
    ASSERT_TRUE(row.rowid);
    EXPECT_EQ(std::get<std::int64_t>(row.values.at(0)), 20000 + *row.rowid);
    if (*row.rowid == 5) {
      EXPECT_EQ(std::get<std::string>(row.values.at(2)), "Schröder");
    }
  }
}

// Whatever the bytes, the search ends, and gives the same twice.
TEST(RecoveryDamage, mutated_databases_end_and_repeat) {
  DeletionCase how;
  how.rows = 200;
  how.journal = "WAL";
  how.closed = false;
  const DeletionResult whole = make_deletions(how);
  std::mt19937 random(7);
  std::size_t given = 0;
  for (int round = 0; round < 200; ++round) {
    auto main = whole.main;
    auto wal = whole.wal;
    for (unsigned flips = 1U << random() % 12; flips > 0; --flips) {
      auto& file = random() % 3 == 0 ? wal : main;
      // Heads of pages more often than not: that is where the counts and links are.
      std::size_t at = random() % file.size();
      if (random() % 2 == 0) at -= at % 4096 - std::min<std::size_t>(at % 4096, random() % 16);
      if (at >= 16) file[at] = static_cast<std::byte>(random() & 0xFF);
    }
    MemorySource a(main);
    MemorySource b(wal);
    const auto first = recover_rows({&a, &b});
    const auto second = recover_rows({&a, &b});
    ASSERT_EQ(first.has_value(), second.has_value());
    if (!first) continue;
    ASSERT_EQ(first->rows.size(), second->rows.size());
    given += first->rows.size();
    for (std::size_t i = 0; i < first->rows.size(); ++i) {
      EXPECT_EQ(first->rows[i].locator, second->rows[i].locator);
      EXPECT_EQ(first->rows[i].values.size(), first->tables.at(first->rows[i].table).columns.size());
    }
  }
  EXPECT_GT(given, 0u);
}

TEST(RecoveryDamage, freelist_that_leads_round_ends) {
  auto bytes = make_database(
      "PRAGMA secure_delete=OFF; CREATE TABLE t(a TEXT, b INTEGER, c TEXT); WITH RECURSIVE n(i) AS (SELECT 1 "
      "UNION ALL "
      "SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT 'text ' || i, i, 'more' FROM n; DROP TABLE "
      "t;");
  const std::size_t trunk = std::to_integer<std::size_t>(bytes[35]);
  ASSERT_GT(trunk, 1u);
  const std::size_t at = (trunk - 1) * 4096;
  bytes[at + 3] = bytes[35];                                            // its own successor
  for (std::size_t i = 4; i < 8; ++i) bytes[at + i] = std::byte{0xFF};  // of four milliards of leaves
  const auto rows = recover_bytes(bytes);
  ASSERT_TRUE(rows);
  EXPECT_FALSE(rows->limited);
}

TEST(RecoveryDamage, hostile_databases_end_within_their_limits) {
  ULIKA_NEEDS_EVIDENCE();
  std::size_t read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(evidence_dir() / "sqlite-fuzz")) {
    if (!entry.is_regular_file()) continue;
    const auto rows = recover_bytes(bytes_of(entry.path().string()));
    if (!rows) continue;
    ++read;
    std::uint64_t bytes = 0;
    for (const RecoveredRow& row : rows->rows) bytes += row.values.size();
    EXPECT_LE(bytes, entry.file_size() * 40) << entry.path();
  }
  EXPECT_GT(read, 50u);
}

}  // namespace
}  // namespace ulika::test
