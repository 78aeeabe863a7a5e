#include "triage/case/case_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/case_sample.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;
using test::sample_file;
using test::sample_hit;
using test::sample_message;
using test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CaseCheckTest : public testing::Test {
 protected:
  void SetUp() override {
    test::make_case(case_, test::sample_source(), [](EvidenceDatabase& db) {
      db.begin_listing();
      db.add_entries({sample_file("a.db")});
      db.finish_listing();
      FileResult result;
      result.file_id = db.find("a.db")->id;
      Record twice = sample_message("a.db", 1, "other text, same row");
      result.records = {sample_message("a.db", 1, "text"), twice, sample_message("a.db", 2, "text")};
      result.hits = {sample_hit("a.db", 5, "слово")};
      db.write({result});
      db.finish();
    });
    Audit(case_ / "audit.jsonl").log("triage", {});
  }
  std::vector<std::string> findings() {
    const auto checked = check_case(case_);
    return checked ? *checked : std::vector<std::string>{"no case: " + checked.error().message};
  }
  void change(const std::string& sql) {
    Database(case_ / "evidence/phone.db", Database::Mode::read_write).exec(sql);
  }

  TempDir dir_;
  fs::path case_ = dir_ / "case";
};

TEST_F(CaseCheckTest, ACaseAsItWasLeftIsSound) {
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(CaseCheckTest, AChangedAuditIsFound) {
  std::ofstream(case_ / "audit.jsonl", std::ios::app) << "{\"n\":2}\n";
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("audit.jsonl: line 2")));
}

TEST_F(CaseCheckTest, AMovedRecordIsFound) {
  change("UPDATE message SET locator = 'row:message:99' WHERE locator = 'row:message:2'");
  EXPECT_THAT(findings(),
              ElementsAre(HasSubstr("does not have the id that follows from where it was found")));
}

TEST_F(CaseCheckTest, ARecordWithoutItsFileIsFound) {
  change("DELETE FROM files");
  EXPECT_THAT(findings(), testing::Contains(HasSubstr("belongs to a file that is not there")));
}

TEST_F(CaseCheckTest, AChangedHitIsFound) {
  change("UPDATE hits SET value = 'иное'");
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("hits")));
}

TEST_F(CaseCheckTest, ManyWrongRowsAreCounted) {
  change("UPDATE message SET parser = 'x'");
  change(
      "INSERT INTO message (row_id, id, ordinal, locator, parser, recovered, derived_from) "
      "VALUES (4294967396, 'q', 0, '', '', '', ''), (4294967397, 'r', 0, '', '', '', '')");
  EXPECT_THAT(findings(), testing::Contains(HasSubstr("2 further rows of message")));
}

TEST_F(CaseCheckTest, ADamagedDatabaseIsFound) {
  const fs::path file = case_ / "evidence/phone.db";
  const auto size = static_cast<long>(fs::file_size(file));
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  for (long at = 8192; at < size; at += 4096) {
    out.seekp(at);
    out << "XXXXXXXXXXXXXXXX";
  }
  out.close();
  EXPECT_THAT(findings(), testing::Contains(HasSubstr("evidence/phone.db")));
}

TEST_F(CaseCheckTest, AMissingOrStrangeDatabaseIsFound) {
  fs::copy(case_ / "evidence/phone.db", case_ / "evidence/other.db");
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("evidence/other.db: the case does not know")));
  fs::remove(case_ / "evidence/other.db");
  fs::remove(case_ / "evidence/phone.db");
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("evidence/phone.db: is not there")));
}

TEST_F(CaseCheckTest, AReportIsHeldToItsManifest) {
  fs::create_directories(case_ / "report/data");
  std::ofstream(case_ / "report/index.html") << "abc";
  std::ofstream(case_ / "report/data/0001.js") << "";
  // SHA-256 of "abc" and of nothing (FIPS 180-2).
  std::ofstream(case_ / "report/manifest.json")
      << R"({"files":[{"path":"index.html","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},)"
      << R"({"path":"data/0001.js","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]})";
  EXPECT_THAT(findings(), IsEmpty());
  std::ofstream(case_ / "report/seal.js") << "ulika_seal(\"" << std::string(64, '0') << "\");";
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("seal.js: does not carry the digest")));
  std::ofstream(case_ / "report/seal.js")
      << "ulika_seal(\"" << to_hex(sha256(as_bytes(test::read_text(case_ / "report/manifest.json"))))
      << "\");";
  EXPECT_THAT(findings(), IsEmpty());
  fs::remove(case_ / "report/seal.js");
  std::ofstream(case_ / "report/index.html") << "abd";
  std::ofstream(case_ / "report/extra.js") << "x";
  fs::remove(case_ / "report/data/0001.js");
  EXPECT_THAT(findings(),
              ElementsAre(HasSubstr("data/0001.js: is missing"), HasSubstr("index.html: was changed"),
                          HasSubstr("extra.js: the manifest does not name")));
  std::ofstream(case_ / "report/manifest.json") << R"({"files":[{"path":"../audit.jsonl","sha256":""}]})";
  EXPECT_THAT(findings(), testing::Contains(HasSubstr("outside the report")));
  std::ofstream(case_ / "report/manifest.json") << "[[[";
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("is no manifest")));
}

TEST_F(CaseCheckTest, WhatIsNoCaseIsAnError) {
  EXPECT_FALSE(check_case(dir_ / "nowhere"));
}

}  // namespace
}  // namespace ulika
