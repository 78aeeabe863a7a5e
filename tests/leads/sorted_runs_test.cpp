// Rows come back in order, whatever fits into memory.
#include "triage/leads/sorted_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/case_sample.h"

namespace ulika {
namespace {

std::vector<std::string> random_rows(std::size_t count) {
  std::mt19937 chance(7);
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < count; ++i) {
    std::string row;
    for (std::size_t size = chance() % 40; size > 0; --size) row += static_cast<char>(chance() % 7 * 40);
    rows.push_back(std::move(row));
  }
  return rows;
}

TEST(SortedRuns, GivesEveryRowBackInOrderFromMemoryAndFromManyRuns) {
  const test::TempDir dir;
  std::vector<std::string> rows = random_rows(20'000);
  rows.push_back(std::string(SortedRuns::kMaxRow, 'x'));
  rows.push_back("");
  std::vector<std::string> expected = rows;
  std::sort(expected.begin(), expected.end());
  for (const std::size_t memory : {std::size_t{1} << 30, std::size_t{100'000}, std::size_t{3'000}}) {
    SortedRuns runs(dir.path(), memory);
    for (const std::string& row : rows) runs.add(row);
    EXPECT_EQ(runs.runs_on_disk() == 0, memory > 10'000'000) << memory;
    std::vector<std::string> got;
    runs.for_each([&](std::string_view row) { got.emplace_back(row); });
    EXPECT_EQ(got, expected) << memory;
  }
  EXPECT_TRUE(std::filesystem::is_empty(dir.path())) << "a temporary file is left";
}

TEST(SortedRuns, RefusesARowThatItCouldNotReadBack) {
  const test::TempDir dir;
  SortedRuns runs(dir.path());
  EXPECT_THROW(runs.add(std::string(SortedRuns::kMaxRow + 1, 'x')), std::logic_error);
}

TEST(SortedRuns, TellsWhereItCouldNotWrite) {
  SortedRuns runs("/no/such/folder", 100);
  runs.add(std::string(90, 'a'));
  try {
    runs.add(std::string(90, 'b'));
    FAIL() << "nothing was told";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("/no/such/folder"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace ulika
