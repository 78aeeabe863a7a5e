#include "triage/base/sqlite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>

namespace ulika {
namespace {

using ::testing::HasSubstr;

class SqliteTest : public ::testing::Test {
 protected:
  SqliteTest() {
    std::string name = (std::filesystem::temp_directory_path() / "ulika-sqlite-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~SqliteTest() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path file() const { return folder_ / "a.db"; }

  std::filesystem::path folder_;
};

template <class Action>
std::pair<int, std::string> error_of(Action&& action) {
  try {
    action();
  } catch (const DatabaseError& e) {
    return {e.code(), e.what()};
  }
  return {0, "no error"};
}

TEST_F(SqliteTest, EveryTypeComesBackAsItWasBound) {
  Database db(file(), Database::Mode::create);
  db.exec("CREATE TABLE t(a, b, c, d, e, f, g)");
  const std::string text("a\0b \xd1\x8f", 6);
  const std::string blob("\0\xff", 2);
  Statement insert = db.prepare("INSERT INTO t VALUES(?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, std::int64_t{-9'223'372'036'854'775'807})
      .bind(2, 0.1)
      .bind(3, text)
      .bind_blob(4, as_bytes(blob));
  insert.bind_null(5).bind(6, std::string_view()).bind_blob(7, {});
  insert.run();
  EXPECT_EQ(db.last_insert_rowid(), 1);

  Statement select = db.prepare("SELECT * FROM t");
  ASSERT_TRUE(select.step());
  EXPECT_EQ(select.columns(), 7);
  EXPECT_EQ(select.column_name(2), "c");
  EXPECT_EQ(select.int64(0), -9'223'372'036'854'775'807);
  EXPECT_EQ(select.real(1), 0.1);
  EXPECT_EQ(select.text(2), text);
  EXPECT_EQ(as_text(select.blob(3)), blob);
  EXPECT_TRUE(select.is_null(4));
  EXPECT_EQ(select.type(5), SQLITE_TEXT);
  EXPECT_EQ(select.text(5), "");
  EXPECT_EQ(select.type(6), SQLITE_BLOB);
  EXPECT_FALSE(select.step());
}

TEST_F(SqliteTest, RunForgetsBindings) {
  Database db(file(), Database::Mode::create);
  db.exec("CREATE TABLE t(a, b)");
  Statement insert = db.prepare("INSERT INTO t VALUES(?, ?)");
  insert.bind(1, std::int64_t{1}).bind(2, std::int64_t{2}).run();
  insert.bind(1, std::int64_t{3}).run();
  EXPECT_EQ(db.scalar("SELECT count(*) FROM t WHERE a = 3 AND b IS NULL"), 1);
}

TEST_F(SqliteTest, TransactionRollsBackUnlessCommitted) {
  Database db(file(), Database::Mode::create);
  db.exec("CREATE TABLE t(a)");
  {
    Transaction transaction(db);
    db.exec("INSERT INTO t VALUES(1)");
  }
  EXPECT_EQ(db.scalar("SELECT count(*) FROM t"), 0);
  Transaction transaction(db);
  db.exec("INSERT INTO t VALUES(1)");
  transaction.commit();
  EXPECT_EQ(db.scalar("SELECT count(*) FROM t"), 1);
  EXPECT_EQ(db.scalar("SELECT a FROM t WHERE a = 2"), 0);
}

TEST_F(SqliteTest, OnlyCreateMakesAFile) {
  auto [code, message] = error_of([&] { Database(file(), Database::Mode::read_write); });
  EXPECT_EQ(code & 0xff, SQLITE_CANTOPEN);
  EXPECT_THAT(message, HasSubstr("a.db: it cannot be opened"));
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(SqliteTest, ReaderSeesWhatTheWriterCommittedAndMayNotWrite) {
  Database writer(file(), Database::Mode::create);
  writer.exec("CREATE TABLE t(a); INSERT INTO t VALUES(5)");
  Database reader(file(), Database::Mode::read_only);
  EXPECT_EQ(reader.scalar("SELECT a FROM t"), 5);
  auto [code, message] = error_of([&] { reader.exec("INSERT INTO t VALUES(6)"); });
  EXPECT_EQ(code & 0xff, SQLITE_READONLY);
  EXPECT_THAT(message, HasSubstr("may not be written"));
}

TEST_F(SqliteTest, ForeignFileIsNamedAsSuch) {
  std::ofstream(file()) << std::string(4096, 'x');
  for (auto mode : {Database::Mode::create, Database::Mode::read_only}) {
    auto [code, message] = error_of([&] { Database(file(), mode); });
    EXPECT_EQ(code & 0xff, SQLITE_NOTADB);
    EXPECT_THAT(message, HasSubstr("a.db: it is not a database"));
  }
}

TEST_F(SqliteTest, FullDatabaseEndsTheTransactionWithASentence) {
  Database db(file(), Database::Mode::create);
  db.exec("CREATE TABLE t(a)");
  db.exec("PRAGMA max_page_count = 4");
  auto [code, message] = error_of([&] {
    Transaction transaction(db);
    db.exec("INSERT INTO t VALUES(randomblob(100000))");
  });
  EXPECT_EQ(code & 0xff, SQLITE_FULL);
  EXPECT_THAT(message, HasSubstr("the disk is full"));
  EXPECT_EQ(db.scalar("SELECT count(*) FROM t"), 0);
}

TEST_F(SqliteTest, BadSqlSaysWhatIsWrong) {
  Database db(file(), Database::Mode::create);
  auto [code, message] = error_of([&] { db.prepare("SELEC 1"); });
  EXPECT_EQ(code, SQLITE_ERROR);
  EXPECT_THAT(message, HasSubstr("SELEC"));
  EXPECT_THROW(db.prepare("SELECT ?").bind(2, std::int64_t{1}), DatabaseError);
}

TEST_F(SqliteTest, ConstraintLeavesTheStatementUsable) {
  Database db(file(), Database::Mode::create);
  db.exec("CREATE TABLE t(a UNIQUE)");
  Statement insert = db.prepare("INSERT INTO t VALUES(?)");
  insert.bind(1, std::int64_t{1}).run();
  EXPECT_EQ(error_of([&] { insert.bind(1, std::int64_t{1}).run(); }).first, SQLITE_CONSTRAINT_UNIQUE);
  insert.bind(1, std::int64_t{2}).run();
  EXPECT_EQ(db.scalar("SELECT count(*) FROM t"), 2);
}

TEST_F(SqliteTest, HandlesMove) {
  Database db;
  db = Database(file(), Database::Mode::create);
  Statement statement;
  statement = db.prepare("SELECT 7");
  Statement other(std::move(statement));
  ASSERT_TRUE(other.step());
  EXPECT_EQ(other.int64(0), 7);
}

}  // namespace
}  // namespace ulika
