// A disk that runs full: one clear sentence, nothing half-written, and the run goes on once there is room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "tests/case_sample.h"
#include "triage/case/case_reader.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;
using test::sample_file;
using test::sample_message;
using test::TempDir;
using testing::HasSubstr;

FileResult big_result(EvidenceDatabase& db, const std::string& path) {
  FileResult result;
  result.file_id = db.find(path)->id;
  for (int row = 0; row < 4000; ++row)
    result.records.push_back(sample_message(path, row, std::string(200, 'x')));
  return result;
}

EvidenceDatabase make(const fs::path& file) {
  EvidenceDatabase db = EvidenceDatabase::create(file, test::sample_source());
  db.begin_listing();
  db.add_entries({sample_file("first"), sample_file("second")});
  db.finish_listing();
  FileResult small;
  small.file_id = db.find("first")->id;
  small.records = {sample_message("first", 1, "kept")};
  db.write({small});
  return db;
}

void expect_untouched(const EvidenceDatabase& db) {
  EXPECT_EQ(db.totals().records, 1);
  EXPECT_EQ(db.totals().done_files, 1);
  EvidenceDatabase::Cursor cursor;
  const auto pending = db.pending(cursor, 10);
  ASSERT_EQ(pending.size(), 1U);
  EXPECT_EQ(pending[0].entry.path, "second");
}

TEST(FullDisk, ABatchThatDoesNotFitLeavesNothingAndCanBeWrittenLater) {
  TempDir dir;
  EvidenceDatabase db = make(dir / "phone.db");
  const FileResult big = big_result(db, "second");
  ::signal(SIGXFSZ, SIG_IGN);
  struct rlimit old {};
  ::getrlimit(RLIMIT_FSIZE, &old);
  struct rlimit small = old;
  small.rlim_cur = 400 * 1024;
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(db.write({big}), DatabaseError);
  ::setrlimit(RLIMIT_FSIZE, &old);
  ::signal(SIGXFSZ, SIG_DFL);
  expect_untouched(db);
  db.write({big});
  EXPECT_EQ(db.totals().records, 4001);
}

TEST(FullDisk, TheSentenceNamesTheFileAndTheCause) {
  TempDir dir;
  const fs::path disk = dir / "disk";
  fs::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=900k") != 0) {
    GTEST_SKIP() << "a small disk can only be made by root";
  }
  {
    EvidenceDatabase db = make(disk / "phone.db");
    try {
      db.write({big_result(db, "second")});
      ADD_FAILURE() << "four thousand messages fitted on a disk of 900 KiB";
    } catch (const DatabaseError& e) {
      EXPECT_THAT(e.what(), HasSubstr("phone.db: the disk is full"));
    }
    expect_untouched(db);
  }
  expect_untouched(EvidenceDatabase::open(disk / "phone.db"));
  ::umount(disk.c_str());
}

}  // namespace
}  // namespace ulika
