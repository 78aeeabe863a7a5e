// Trains the linear model from labelled messages, and scores messages held out of the training.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/lexicon/text_score.h"
#include "triage/lexicon/train_corpus.h"

namespace ulika {

// A message as the model sees it.
struct TrainingExample {
  std::u32string line;  // NormalText::grams
  std::array<float, kFeatureCount> features{};
  std::string group;
  bool relevant = false;
  TextCategory category = TextCategory::none;
};

std::vector<TrainingExample> training_examples(std::span<const LabelledMessage> messages, TextScorer& scorer);

// Log-odds of `held_out` from a model that is trained on `examples`.
std::vector<double> score_held_out(std::span<const TrainingExample> examples,
                                   std::span<const TrainingExample> held_out);

// Log-odds of every example from a model that saw none of its group, in `folds` parts.
std::vector<double> cross_validate(std::span<const TrainingExample> examples, int folds);

// The file of a model trained on all examples, calibrated by cross-validation. `card` goes into the file as
// it is. Equal examples and card give equal bytes.
std::string train_model(std::span<const TrainingExample> examples,
                        std::vector<std::pair<std::string, std::string>> card);

}  // namespace ulika
