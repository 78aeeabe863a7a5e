// Schemas that are not as expected, databases of other apps, and damaged bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "tests/parsers/sample.h"
#include "triage/model/record_schema.h"

namespace ulika::test {
namespace {

std::vector<std::string> sample_paths() {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ULIKA_SOURCE_DIR) + "/samples/definitions")) {
    if (entry.path().extension() == ".sql") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string stem(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return name.substr(0, name.find('.'));
}

std::vector<SampleFile> sample(const char* name) {
  return read_sample(read_text(std::string(ULIKA_SOURCE_DIR) + "/samples/definitions/" + name + ".sql"));
}

bool tells(const Parsed& parsed, const std::string& part) {
  return std::any_of(parsed.problems.begin(), parsed.problems.end(),
                     [&](const Problem& p) { return p.reason.find(part) != std::string::npos; });
}

TEST(Samples, renamed_database_is_known_by_its_tables_and_by_no_other_app) {
  for (const std::string& path : sample_paths()) {
    SCOPED_TRACE(path);
    auto files = read_sample(read_text(path));
    const std::size_t records = parse_files(built_in(), files).records.size();
    files.resize(1);
    files[0].path = "$Unallocated/f0001.sqlite";
    const Parsed parsed = parse_files(built_in(), files);
    EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{stem(path)});
    EXPECT_EQ(parsed.records.size(), records);
  }
}

TEST(Samples, each_in_the_place_of_each_other_is_read_as_what_it_is) {
  for (const std::string& place : sample_paths()) {
    const std::string path = read_sample(read_text(place))[0].path;
    for (const std::string& content : sample_paths()) {
      if (stem(place) == stem(content)) continue;
      SCOPED_TRACE(content + " as " + path);
      auto files = read_sample(read_text(content));
      files.resize(1);
      files[0].path = path;
      const Parsed parsed = parse_files(built_in(), files);
      const std::string own = stem(content);
      for (const Record& record : parsed.records) EXPECT_EQ(record.from.parser, own);
      // The definition that expected its own database here says that it found none, unless it expects no
      // place and goes by the tables alone.
      EXPECT_EQ(tells(parsed, stem(place) + ": "), built_in().expects(path, ""));
    }
  }
}

TEST(Schema, missing_column_costs_its_query_and_is_told) {
  auto files = sample("whatsapp_android");
  const Parsed whole = parse_files(built_in(), files);
  files[0].bytes = make_database(files[0].script + "ALTER TABLE message RENAME COLUMN text_data TO body;");
  const Parsed parsed = parse_files(built_in(), files);
  EXPECT_EQ(parsed.count("message"), 3u);  // the reactions, which need no text of their own
  for (const Record& record : parsed.records) {
    if (record.type == "message") {
      EXPECT_EQ(record.text("kind"), "reaction");
    }
  }
  EXPECT_EQ(parsed.count("chat"), whole.count("chat"));
  EXPECT_EQ(parsed.count("call"), whole.count("call"));
  EXPECT_EQ(parsed.count("location"), whole.count("location"));
  EXPECT_TRUE(tells(parsed, "column message.text_data missing"));
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::unsupported);
}

TEST(Schema, missing_optional_tables_cost_nothing_else) {
  auto files = sample("whatsapp_android");
  const Parsed whole = parse_files(built_in(), files);
  std::string script = files[0].script;
  for (const char* table : {"message_media", "message_quoted", "message_edit_info", "message_revoked",
                            "message_system", "message_vcard", "jid_map", "group_participant_user"}) {
    script += std::string("DROP TABLE ") + table + ";";
  }
  files[0].bytes = make_database(script);
  files.resize(1);
  const Parsed parsed = parse_files(built_in(), files);
  EXPECT_EQ(parsed.count("contact"), 0u);  // made of jid_map
  EXPECT_EQ(parsed.records.size(), whole.records.size() - whole.count("contact"));
  EXPECT_TRUE(parsed.problems.empty());
}

TEST(Schema, view_or_virtual_table_in_a_tables_place_is_not_run) {
  auto files = sample("sms_android");
  files[0].bytes = make_database(files[0].script +
                                 "ALTER TABLE sms RENAME TO real; CREATE VIEW sms AS SELECT * FROM real;");
  const Parsed parsed = parse_files(built_in(), files);
  for (const Record& record : parsed.records)
    EXPECT_EQ(record.from.locator.find("row:sms:"), std::string::npos);
}

TEST(Schema, empty_database_gives_nothing_and_is_no_trouble) {
  const Parsed parsed =
      parse_files(built_in(), {{"databases/none.db", "", make_database("CREATE TABLE t(a); DROP TABLE t;")}});
  EXPECT_FALSE(parsed.outcome.claimed);
  const Parsed placed = parse_files(built_in(), {{"data/data/com.whatsapp/databases/msgstore.db", "",
                                                  make_database("CREATE TABLE t(a); DROP TABLE t;")}});
  EXPECT_TRUE(placed.outcome.claimed);
  EXPECT_TRUE(placed.records.empty());
  EXPECT_TRUE(placed.problems.empty());
}

TEST(Schema, encrypted_database_is_told_from_a_missing_one) {
  std::vector<std::byte> noise(4096);
  std::mt19937 random(1);
  for (auto& byte : noise) byte = static_cast<std::byte>(random() & 0xFF);
  const Parsed parsed =
      parse_files(built_in(), {{"data/data/com.whatsapp/databases/msgstore.db", "", noise}});
  EXPECT_TRUE(parsed.outcome.claimed);
  // Noise may be an encrypted database, which is told as such; either way it is no silence.
  ASSERT_FALSE(parsed.problems.empty());
  const bool encrypted = parsed.problems[0].state == LedgerState::encrypted;
  EXPECT_TRUE(encrypted || tells(parsed, "no SQLite database")) << parsed.problems[0].reason;
  EXPECT_TRUE(parsed.records.empty());
}

TEST(Schema, utf16_database_reads_the_same) {
  auto files = sample("whatsapp_android");
  files.resize(1);  // SQLite joins databases of one encoding only
  const Parsed whole = parse_files(built_in(), files);
  files[0].bytes = make_database("PRAGMA encoding='UTF-16le';" + files[0].script);
  const Parsed parsed = parse_files(built_in(), files);
  EXPECT_EQ(to_jsonl(parsed), to_jsonl(whole));
}

// Whatever the bytes, the parser ends, and every record it gives is one of the contract.
TEST(Mutations, damaged_databases_never_crash_and_keep_the_form) {
  std::mt19937 random(20260301);
  std::size_t given = 0;
  for (const std::string& path : sample_paths()) {
    const auto files = read_sample(read_text(path));
    for (int round = 0; round < 60; ++round) {
      SCOPED_TRACE(path + " round " + std::to_string(round));
      auto damaged = files;
      auto& bytes = damaged[0].bytes;
      const unsigned flips = 1U << random() % 8;
      // Keep the magic: what is no database is not parsed as one.
      for (unsigned i = 0; i < flips; ++i)
        bytes[16 + random() % (bytes.size() - 16)] = static_cast<std::byte>(random() & 0xFF);
      if (round % 10 == 0) bytes.resize(16 + random() % (bytes.size() - 16));
      const Parsed parsed = parse_files(built_in(), damaged);
      for (const Record& record : parsed.records) {
        const RecordSpec* spec = find_record_spec(record.type);
        ASSERT_TRUE(spec);
        EXPECT_FALSE(record.from.locator.empty());
        for (const auto& [key, value] : record.fields) EXPECT_TRUE(spec->find(key)) << key;
      }
      given += parsed.records.size();
    }
  }
  EXPECT_GT(given, 0u);
}

}  // namespace
}  // namespace ulika::test
