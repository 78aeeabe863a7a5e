// How well scores tell labelled texts apart: what `ulika lexicon test` prints.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/lexicon/text_category.h"
#include "triage/lexicon/text_score.h"

namespace ulika {

// A row of a laboratory's test list.
struct LabelledText {
  std::size_t row = 0;  // counted from 1, without the header
  std::string text;
  bool labelled = false;
  bool relevant = false;
  bool hard_negative = false;
  TextCategory category = TextCategory::none;
  std::string expect;  // "none", a category of texts, or the id of a term; empty where nothing is demanded
};

// A score from here on is taken for relevant.
inline constexpr double kRelevantScore = 50;

// Reads a table with a "text" column and "relevant" (0 or 1), "category", "label" or "expect";
// "hard_negative" is optional. "\n" in a text is a line break. Names the line of the first mistake.
Result<std::vector<LabelledText>> read_labelled(std::string_view table, const std::string& name);

struct ScoreQuality {
  std::size_t relevant = 0;
  std::size_t innocent = 0;
  std::size_t true_hits = 0;   // relevant at or above kRelevantScore
  std::size_t false_hits = 0;  // innocent at or above it
  double auc = 0;  // chance that a relevant text scores higher than an innocent one; ties count half
  double recall_at_5 =
      0;  // recall where 5 % of hard negatives (of all innocent texts, without such) are above
  std::size_t named = 0;  // relevant texts that were hit and have a category
  std::size_t named_right = 0;
};

struct ScoredText {
  double score = 0;
  TextCategory category = TextCategory::none;
};

// Precondition: as many scores as texts.
ScoreQuality quality_of(const std::vector<LabelledText>& texts, const std::vector<ScoredText>& scores);

// What is wrong with the score of a text that expects something; empty where it is as expected.
std::string unmet(const LabelledText& text, const TextScore& score);

}  // namespace ulika
