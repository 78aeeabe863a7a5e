// Which four letters of a keyword stand for it in the gram filter.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "triage/scan/gram_filter.h"
#include "triage/scan/keyword_pattern.h"

namespace ulika {

struct GramChoice {
  CandidateKind kind = CandidateKind::single_gram;
  std::uint32_t distance = 0;        // from the keyword's first byte to the window's first letter byte
  std::vector<std::uint32_t> grams;  // of every spelling, without repeats
  // The low five bits that the letters beside the window may have, one bit each; all where the keyword ends
  // there.
  std::uint32_t before = 0xFFFFFFFF;
  std::uint32_t after = 0xFFFFFFFF;
};

// The window least likely in ordinary Russian and English text; nothing when the pattern has no usable
// window.
std::optional<GramChoice> choose_gram(const KeywordPattern& pattern);

}  // namespace ulika
