// The folded letters of a text, each with the bytes it came from: the first step of normalisation.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "triage/lexicon/letter_tables.h"

namespace ulika {

struct TextUnit {
  char32_t letter = 0;
  std::uint32_t offset = 0;  // bytes
  std::uint32_t end = 0;     // with what was dropped after it
  LetterClass kind = LetterClass::other;
  bool capital = false;
  bool hidden = false;  // an invisible character or a mark followed
};

// Fills `out` anew; dropped characters are gone, letters with a mark are joined where Cyrillic has the pair
// (й, ї).
void read_units(std::string_view text, std::vector<TextUnit>& out);

}  // namespace ulika
