#include "triage/case/case_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/case_sample.h"
#include "triage/case/case_reader.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;

class CaseFolderTest : public testing::Test {
 protected:
  std::string refusal(const fs::path& dir, const std::vector<fs::path>& evidence = {}) {
    const auto folder = CaseFolder::open_or_create(dir, evidence);
    return folder ? std::string() : folder.error().message;
  }
  TempDir dir_;
};

TEST_F(CaseFolderTest, ANewFolderIsMadeAndFoundAgain) {
  {
    auto folder = CaseFolder::open_or_create(dir_ / "new/case", {});
    ASSERT_TRUE(folder) << folder.error().message;
    folder->audit().log("open", {});
  }
  EXPECT_EQ(refusal(dir_ / "new/case"), "");
  EXPECT_TRUE(CaseFolder::open(dir_ / "new/case"));
  EXPECT_TRUE(fs::exists(dir_ / "new/case/audit.jsonl"));
}

TEST_F(CaseFolderTest, AnEmptyFolderBecomesACase) {
  fs::create_directory(dir_ / "empty");
  EXPECT_EQ(refusal(dir_ / "empty"), "");
}

TEST_F(CaseFolderTest, AForeignFolderIsRefusedAndLeftAlone) {
  fs::create_directory(dir_ / "photos");
  std::ofstream(dir_ / "photos/a.jpg") << "x";
  EXPECT_THAT(refusal(dir_ / "photos"), HasSubstr("is not empty and is no case"));
  EXPECT_EQ(std::distance(fs::directory_iterator(dir_ / "photos"), fs::directory_iterator()), 1);
}

TEST_F(CaseFolderTest, AFileOrAForeignDatabaseIsRefused) {
  std::ofstream(dir_ / "file") << "x";
  EXPECT_THAT(refusal(dir_ / "file"), HasSubstr("is no folder"));
  fs::create_directory(dir_ / "other");
  { Database(dir_ / "other/case.db", Database::Mode::create).exec("CREATE TABLE t(x)"); }
  EXPECT_THAT(refusal(dir_ / "other"), HasSubstr("is no case of this program"));
  fs::create_directory(dir_ / "junk");
  std::ofstream(dir_ / "junk/case.db")
      << "this is not a database, whatever its name says, and long enough to be read";
  EXPECT_THAT(refusal(dir_ / "junk"), HasSubstr("not a database"));
}

// What SIGKILL leaves when it comes between the journal's first write and its removal.
TEST_F(CaseFolderTest, ACaseWhoseLastWriteWasCutOffOpensAgain) {
  ASSERT_EQ(refusal(dir_ / "case"), "");
  {
    Database db(dir_ / "case/case.db", Database::Mode::read_write);
    db.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
    // More than the cache holds, so that pages reach the file before the transaction ends.
    db.exec("PRAGMA cache_size = 2; INSERT INTO meta VALUES('half', hex(zeroblob(200000)))");
    fs::create_directory(dir_ / "cut");
    for (const char* name : {"case.db", "case.db-journal"})
      fs::copy(dir_ / "case" / name, dir_ / "cut" / name);
  }
  EXPECT_TRUE(CaseFolder::open(dir_ / "cut"));
  EXPECT_EQ(refusal(dir_ / "cut"), "");
  EXPECT_EQ(Database(dir_ / "cut/case.db", Database::Mode::read_only)
                .scalar("SELECT count(*) FROM meta WHERE key = 'half'"),
            0);
}

TEST_F(CaseFolderTest, NestingIsRefusedEitherWay) {
  fs::create_directories(dir_ / "evidence/sub");
  std::ofstream(dir_ / "evidence/sub/a.zip") << "x";
  EXPECT_THAT(refusal(dir_ / "evidence/sub/case", {dir_ / "evidence"}),
              HasSubstr("lies inside the evidence"));
  EXPECT_THAT(refusal(dir_ / "evidence", {dir_ / "evidence"}), HasSubstr("lies inside the evidence"));
  EXPECT_THAT(refusal(dir_ / "evidence", {dir_ / "evidence/sub/a.zip"}),
              HasSubstr("lies inside the case folder"));
  EXPECT_FALSE(fs::exists(dir_ / "evidence/sub/case"));
  EXPECT_EQ(refusal(dir_ / "evidence2", {dir_ / "evidence"}), "");
}

TEST_F(CaseFolderTest, NestingThroughALinkIsSeen) {
  fs::create_directories(dir_ / "evidence");
  fs::create_directory_symlink(dir_ / "evidence", dir_ / "link");
  EXPECT_THAT(refusal(dir_ / "link/case", {dir_ / "evidence"}), HasSubstr("lies inside the evidence"));
}

TEST_F(CaseFolderTest, ACaseInWhichARunIsAtWorkIsRefused) {
  auto first = CaseFolder::open_or_create(dir_ / "case", {});
  ASSERT_TRUE(first);
  EXPECT_THAT(refusal(dir_ / "case"), HasSubstr("another run is at work"));
  EXPECT_TRUE(CaseFolder::open(dir_ / "case"));  // reading is no work
  { CaseFolder gone = std::move(*first); }
  EXPECT_EQ(refusal(dir_ / "case"), "");
}

TEST_F(CaseFolderTest, AFolderThatCannotBeMadeIsSaidInOneSentence) {
  std::ofstream(dir_ / "file") << "x";
  EXPECT_THAT(refusal(dir_ / "file/case"), HasSubstr("cannot be"));
  EXPECT_THAT(refusal("/proc/no-such-place/case"), HasSubstr("cannot be made"));
}

TEST_F(CaseFolderTest, NamesAreUniqueAndStayWithTheirPlace) {
  for (const char* name : {"a", "b", "c"}) {
    fs::create_directory(dir_ / name);
    std::ofstream(dir_ / name / "phone.zip") << name;
  }
  {
    auto folder = CaseFolder::open_or_create(dir_ / "case", {});
    ASSERT_TRUE(folder);
    EXPECT_EQ(folder->register_evidence("phone", dir_ / "a/phone.zip"), "phone");
    EXPECT_EQ(folder->register_evidence("phone", dir_ / "b/phone.zip"), "phone-2");
    EXPECT_EQ(folder->register_evidence("phone", dir_ / "a/../a/phone.zip"), "phone");
  }
  auto folder = CaseFolder::open_or_create(dir_ / "case", {});
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->register_evidence("anything", dir_ / "b/phone.zip"), "phone-2");
  EXPECT_EQ(folder->register_evidence("PHONE", dir_ / "c/phone.zip"), "PHONE-3");
  EXPECT_THAT(folder->evidence_names(), ElementsAre("phone", "phone-2", "PHONE-3"));
}

TEST_F(CaseFolderTest, NamesCannotLeaveTheFolder) {
  auto folder = CaseFolder::open_or_create(dir_ / "case", {});
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->register_evidence("../../x", "/e/1"), "_.._x");
  EXPECT_EQ(folder->register_evidence("..", "/e/2"), "evidence");
  EXPECT_EQ(folder->register_evidence("", "/e/3"), "evidence-2");
  EXPECT_EQ(folder->register_evidence("a\nb", "/e/4"), "a_b");
  EXPECT_LE(folder->register_evidence(std::string(500, 'x'), "/e/5").size(), 160U);
}

TEST_F(CaseFolderTest, WhatIsNoCaseIsNotRead) {
  EXPECT_FALSE(CaseReader::open(dir_ / "nothing"));
  EXPECT_FALSE(CaseReader::open(dir_.path()));
  const auto refused = CaseReader::open(dir_.path());
  EXPECT_THAT(refused.error().message, HasSubstr("is no case"));
}

}  // namespace
}  // namespace ulika
