// Deleted rows that SQLite's files still hold: how many come back, how many of those are right, and what
// damage does.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
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

}  // namespace
}  // namespace ulika::test
