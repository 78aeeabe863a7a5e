// Findings of a case: written as a whole, read back in their order, replaced as a whole.
#include "triage/case/finding_rows.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/case_sample.h"

namespace ulika {
namespace {

Record lead(std::string target, double score) {
  Record record;
  record.type = "lead";
  record.set("target", std::move(target));
  record.set("score", score);
  record.set("rank", std::int64_t{1});
  return record;
}

std::vector<std::string> ids_in(const std::filesystem::path& dir, std::string_view type) {
  std::vector<std::string> ids;
  const auto reader = CaseReader::open(dir);
  reader->for_each_finding(type, [&](const StoredRecord& finding) { ids.push_back(finding.id); });
  return ids;
}

TEST(FindingRows, ComeBackInTheirOrderAndGoAsAWhole) {
  test::TempDir dir;
  auto folder = CaseFolder::open_or_create(dir / "case", {});
  ASSERT_TRUE(folder);
  {
    Transaction all(folder->db());
    FindingRows rows(folder->db());
    rows.add("b", lead("phone2", 90));
    rows.add("a", lead("phone1", 7.5));
    EXPECT_EQ(rows.count("lead"), 2);
    all.commit();
  }
  EXPECT_EQ(ids_in(dir / "case", "lead"), (std::vector<std::string>{"b", "a"}));
  {
    Transaction all(folder->db());
    FindingRows rows(folder->db());
    rows.add("c", lead("phone3", 1));
    // Not committed: a broken-off run leaves what was there.
  }
  EXPECT_EQ(ids_in(dir / "case", "lead"), (std::vector<std::string>{"b", "a"}));
  const auto reader = CaseReader::open(dir / "case");
  std::vector<StoredRecord> all;
  reader->for_each_finding("lead", [&](const StoredRecord& finding) { all.push_back(finding); });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].record.text("target"), "phone1");
  EXPECT_EQ(std::get<double>(*all[1].record.find("score")), 7.5);
  EXPECT_EQ(std::get<std::int64_t>(*all[1].record.find("rank")), 1);
  EXPECT_EQ(all[1].record.find("role"), nullptr);
}

TEST(FindingRows, RefuseWhatTheContractDoesNotHave) {
  test::TempDir dir;
  auto folder = CaseFolder::open_or_create(dir / "case", {});
  ASSERT_TRUE(folder);
  Transaction all(folder->db());
  FindingRows rows(folder->db());
  Record wrong = lead("phone", 1);
  wrong.set("verdict", std::string("guilty"));
  EXPECT_THROW(rows.add("a", wrong), std::logic_error);
  wrong = lead("phone", 1);
  wrong.type = "message";
  EXPECT_THROW(rows.add("a", wrong), std::logic_error);
}

}  // namespace
}  // namespace ulika
