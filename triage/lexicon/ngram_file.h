// The text form of a model: one line a fact, weights in thousandths of log-odds.
//
//   ulika-ngram-model<TAB>1
//   card<TAB>name<TAB>value
//   calibration<TAB>slope<TAB>shift
//   bias<TAB>weights
//   feature<TAB>name<TAB>weights
//   gram<TAB>n-gram<TAB>weights
//
// weights: "relevance:120 order:-40 …", those that are not zero.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/lexicon/text_category.h"

namespace ulika {

// [none] is relevance.
using ModelWeights = std::array<std::int32_t, kTextCategories>;

struct ModelLines {
  std::vector<std::pair<std::string, std::string>> card;
  double slope = 1;
  double shift = 0;
  ModelWeights bias{};
  std::vector<std::pair<std::string, ModelWeights>> features;
  std::vector<std::pair<std::string, ModelWeights>> grams;
};

std::string write_model(const ModelLines& lines);

}  // namespace ulika
