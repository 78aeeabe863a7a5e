// A database with a WAL or a hot journal: what the app would see, what lies beneath it, and what damage
// costs.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "parsers/evidence_database.h"
#include "parsers/wal_check.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

const char kSchema[] =
    "CREATE TABLE canonical_addresses(_id INTEGER PRIMARY KEY, address TEXT);"
    "CREATE TABLE sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, date INTEGER, type INTEGER, "
    "body TEXT);";

std::string insert_rows(int first, int last) {
  return "WITH RECURSIVE n(i) AS (SELECT " + std::to_string(first) +
         " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) +
         ") INSERT INTO sms SELECT i, 1, '+447700900171', 1772334245000 + i, 1, 'text ' || i FROM n;";
}

class WalTest : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() / ("ulika-wal-" + std::to_string(getpid()));
    std::filesystem::create_directories(dir_);
    ASSERT_EQ(sqlite3_open((dir_ / "mmssms.db").c_str(), &db_), SQLITE_OK);
  }
  void TearDown() override {
    sqlite3_close(db_);
    std::filesystem::remove_all(dir_);
  }

  void run(const std::string& sql) {
    char* message = nullptr;
    ASSERT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  }

  // The file as it lies on the disk now, while the connection is open.
  SampleFile snapshot(const std::string& suffix) const {
    const std::string text = read_text((dir_ / ("mmssms.db" + suffix)).string());
    SampleFile file{"databases/mmssms.db" + suffix, "", {}};
    for (char c : text) file.bytes.push_back(static_cast<std::byte>(c));
    return file;
  }

  // 1,000 rows in the main file; 500 more and 100 fewer in the WAL.
  std::vector<SampleFile> with_wal() {
    run(std::string("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;") + kSchema +
        insert_rows(1, 1000) + "PRAGMA wal_checkpoint(TRUNCATE);" + insert_rows(1001, 1500) +
        "DELETE FROM sms WHERE _id <= 100;");
    return {snapshot(""), snapshot("-wal")};
  }

  std::filesystem::path dir_;
  sqlite3* db_ = nullptr;
};

std::size_t count_state(const Parsed& parsed, std::string_view recovered) {
  std::size_t count = 0;
  for (const Record& record : parsed.records)
    count += record.type == "message" && record.from.recovered == recovered;
  return count;
}

TEST_F(WalTest, log_is_applied_and_what_it_removed_comes_as_recovered) {
  const auto files = with_wal();
  const Parsed parsed = parse_files(built_in(), files);
  EXPECT_EQ(count_state(parsed, "live"), 1400u);
  EXPECT_EQ(count_state(parsed, "wal"), 100u);
  EXPECT_TRUE(parsed.problems.empty());
  for (const Record& record : parsed.records) {
    if (record.from.recovered == "wal") {
      EXPECT_EQ(record.from.locator.substr(record.from.locator.size() - 11), ";state:main");
    }
  }
  EXPECT_EQ(count_state(parse_files(built_in(), {files[0]}), "live"), 1000u);
}

TEST_F(WalTest, changed_row_comes_in_both_states) {
  run(std::string("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;") + kSchema + insert_rows(1, 3) +
      "PRAGMA wal_checkpoint(TRUNCATE); UPDATE sms SET body = 'new' WHERE _id = 2;");
  const Parsed parsed = parse_files(built_in(), {snapshot(""), snapshot("-wal")});
  EXPECT_EQ(count_state(parsed, "live"), 3u);
  ASSERT_EQ(count_state(parsed, "wal"), 1u);
  EXPECT_EQ(parsed.records.back().text("text"), "text 2");
  EXPECT_EQ(parsed.records.back().from.locator, "row:sms:2;state:main");
}

TEST_F(WalTest, torn_log_is_used_as_far_as_it_is_whole) {
  auto files = with_wal();
  const WalSummary whole = [&] {
    MemorySource wal(files[1].bytes);
    return check_wal(wal);
  }();
  ASSERT_TRUE(whole.is_wal);
  ASSERT_FALSE(whole.torn);
  ASSERT_EQ(whole.frames, whole.committed);
  const std::size_t last_frame = 32 + (whole.frames - 1) * (24 + whole.page_size);
  files[1].bytes[last_frame + 24 + 100] ^= std::byte{1};  // the last frame is the commit of the DELETE
  const Parsed parsed = parse_files(built_in(), files);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].offset, static_cast<std::int64_t>(last_frame));
  EXPECT_EQ(count_state(parsed, "live"), 1500u);
  EXPECT_EQ(count_state(parsed, "wal"), 0u);
}

TEST_F(WalTest, stale_torn_log_hides_nothing_of_the_main_file) {
  run(std::string("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;") + kSchema + insert_rows(1, 500) +
      insert_rows(501, 1000));
  auto wal = snapshot("-wal");
  run("PRAGMA wal_checkpoint(PASSIVE);");
  auto main = snapshot("");
  wal.bytes.resize(wal.bytes.size() / 2);
  const Parsed parsed = parse_files(built_in(), {main, wal});
  std::set<std::string> texts;
  for (const Record& record : parsed.records) texts.emplace(record.text("text"));
  for (int i = 1; i <= 1000; ++i) EXPECT_EQ(texts.count("text " + std::to_string(i)), 1u) << i;
  EXPECT_EQ(parsed.problems.size(), 1u);
}

TEST_F(WalTest, what_is_no_log_is_a_problem_and_no_loss) {
  auto files = with_wal();
  for (std::size_t i = 0; i < 8; ++i) files[1].bytes[i] = std::byte{0x41};
  const Parsed garbage = parse_files(built_in(), files);
  EXPECT_EQ(count_state(garbage, "live"), 1000u);
  ASSERT_EQ(garbage.problems.size(), 1u);
  EXPECT_EQ(garbage.problems[0].path, "databases/mmssms.db-wal");
}

TEST_F(WalTest, log_of_another_page_size_is_refused) {
  auto files = with_wal();
  sqlite3_close(db_);
  std::filesystem::remove_all(dir_);
  SetUp();
  run(std::string("PRAGMA page_size=8192;") + kSchema + insert_rows(1, 7));
  const Parsed parsed = parse_files(built_in(), {snapshot(""), files[1]});
  EXPECT_EQ(count_state(parsed, "live"), 7u);
  EXPECT_EQ(parsed.problems.size(), 1u);
}

TEST_F(WalTest, hot_journal_is_rolled_back_and_what_was_not_committed_is_told_apart) {
  run(std::string("PRAGMA journal_mode=DELETE; PRAGMA cache_size=5;") + kSchema + insert_rows(1, 20000));
  run("BEGIN; UPDATE sms SET body = 'never committed ' || _id WHERE _id <= 10000;");
  const std::vector<SampleFile> files = {snapshot(""), snapshot("-journal")};
  ASSERT_FALSE(files[1].bytes.empty());
  const Parsed parsed = parse_files(built_in(), files);
  EXPECT_EQ(count_state(parsed, "live"), 20000u);
  for (const Record& record : parsed.records) {
    const bool uncommitted = record.text("text").substr(0, 5) == "never";
    EXPECT_EQ(uncommitted, record.from.recovered == "journal")
        << record.from.recovered << " " << record.from.locator;
  }
  EXPECT_GT(count_state(parsed, "journal"), 0u);
}

TEST(SuspectDatabase, definitions_reach_nothing_but_reads) {
  const auto bytes =
      make_database("CREATE TABLE t(a); INSERT INTO t VALUES(1); CREATE VIEW v AS SELECT a FROM t;");
  MemorySource source(bytes);
  auto opened = SuspectDatabase::open({{"main", &source}});
  ASSERT_TRUE(opened.has_value());
  SuspectDatabase& database = **opened;
  database.lock(std::chrono::seconds(5));
  std::string error;
  EXPECT_TRUE(database.run("SELECT a FROM t", error)) << error;
  for (const char* sql : {"ATTACH 'other' AS o", "PRAGMA user_version", "DELETE FROM t", "CREATE TABLE u(a)",
                          "SELECT a FROM v", "SELECT load_extension('x')", "VACUUM INTO 'x'"}) {
    EXPECT_FALSE(database.run(sql, error)) << sql;
  }
}

TEST(SuspectDatabase, endless_query_ends_in_time) {
  const auto bytes = make_database("CREATE TABLE t(a);");
  MemorySource source(bytes);
  auto opened = SuspectDatabase::open({{"main", &source}});
  ASSERT_TRUE(opened.has_value());
  (*opened)->lock(std::chrono::seconds(0));
  std::string error;
  EXPECT_FALSE((*opened)->run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", error));
  EXPECT_TRUE((*opened)->out_of_time());
}

TEST(SuspectDatabase, functions_are_out_of_reach_of_a_suspects_schema) {
  const auto bytes = make_database(
      "CREATE TABLE sms(_id INTEGER PRIMARY KEY, thread_id, address TEXT, date INTEGER, type INTEGER,"
      " raw TEXT, body TEXT GENERATED ALWAYS AS (upper(raw)) VIRTUAL);"
      "CREATE TABLE canonical_addresses(_id INTEGER PRIMARY KEY, address TEXT);"
      "INSERT INTO sms(_id, address, date, type, raw) VALUES (1, 'A', 1772334245000, 1, 'abc');");
  const Parsed parsed = parse_files(built_in(), {{"databases/mmssms.db", "", bytes}});
  ASSERT_EQ(parsed.count("message"), 1u);
  EXPECT_EQ(parsed.records[0].text("text"), "ABC");
}

}  // namespace
}  // namespace ulika::test
