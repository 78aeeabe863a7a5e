// The built-in lists, and lists of a laboratory.
#include "triage/lexicon/lexicon.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "triage/base/rule_file.h"
#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

std::set<std::string> terms_of(std::string_view text) {
  static TextScorer scorer(Lexicon::builtin(), nullptr);
  std::set<std::string> terms;
  for (const TermFound& found : scorer.score(text).terms) terms.insert(std::string(found.term));
  return terms;
}

TEST(Lexicon, BuiltinIsWhole) {
  const Lexicon& lexicon = Lexicon::builtin();
  EXPECT_GT(lexicon.terms().size(), 800u);
  EXPECT_GT(lexicon.contrasts().size(), 60u);
  EXPECT_GT(lexicon.combos().size(), 20u);
  ASSERT_FALSE(lexicon.lists().empty());
  EXPECT_EQ(lexicon.lists()[0].sha256.size(), 64u);
}

// The vectors of obfuscation, where the reference tables are at hand.
TEST(Lexicon, NormalisationVectors) {
  const char* folder = std::getenv("ULIKA_DOMAIN");
  if (folder == nullptr) GTEST_SKIP() << "ULIKA_DOMAIN names no folder of reference tables";
  std::ifstream file(std::filesystem::path(folder) / "norm_vectors.tsv");
  ASSERT_TRUE(file) << "norm_vectors.tsv is not there";
  std::string line;
  std::getline(file, line);
  std::size_t rows = 0;
  while (std::getline(file, line)) {
    const auto row = split(line, '\t');
    ASSERT_GE(row.size(), 6u);
    ++rows;
    const std::string wanted(row[5]);
    const std::set<std::string> found = terms_of(row[2]);
    std::string all;
    for (const std::string& term : found) all += term + "; ";
    if (wanted != "-") {
      EXPECT_TRUE(found.contains(wanted)) << row[0] << " " << row[1] << " \"" << row[2] << "\": " << all;
    } else if (row[1].ends_with("_neg")) {
      // The remark names the term that must not be found ("must NOT match клад"); without one, none may.
      const std::string remark = row.size() > 6 ? std::string(row[6]) : "";
      const std::string last = remark.substr(remark.rfind(' ') + 1);
      const bool names_one = remark.find("NOT match ") != std::string::npos || remark.starts_with("not ");
      EXPECT_TRUE(names_one ? !found.contains(last) : found.empty())
          << row[0] << " " << row[1] << " \"" << row[2] << "\": " << all;
    }
  }
  EXPECT_GT(rows, 90u);
}

}  // namespace
}  // namespace ulika
