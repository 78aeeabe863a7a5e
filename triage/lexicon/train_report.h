// How well held-out scores tell labelled messages apart: over all, by language, by label, by disguise.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "triage/lexicon/train_corpus.h"

namespace ulika {

struct SliceQuality {
  std::string slice;  // "all", "language ru", "label order", "disguised", …
  std::size_t relevant = 0;
  std::size_t innocent = 0;
  double auc = 0;          // within the slice; 0 where it has but one side
  double recall = 0;       // of its relevant messages, at the threshold of the whole
  double false_share = 0;  // of its innocent messages that pass the threshold
};

// One threshold serves all slices: the highest at which 5 % of the hard negatives pass (of all innocent
// messages, where none are hard). Precondition: as many scores as messages. Slices come in a fixed order,
// "all" first.
std::vector<SliceQuality> held_out_quality(std::span<const LabelledMessage> messages,
                                           std::span<const double> scores);

// One line a slice, tabs between the columns, with a head.
std::string quality_table(std::span<const SliceQuality> slices);

}  // namespace ulika
