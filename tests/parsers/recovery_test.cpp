// Deleted rows that SQLite's files still hold: how many come back, how many of those are right, and what
// damage does.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "tests/parsers/deletion_cases.h"

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

}  // namespace
}  // namespace ulika::test
