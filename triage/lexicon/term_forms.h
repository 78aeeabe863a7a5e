// The notation in which lists write the forms of a term: "не наш*3 ... клад*/адрес*|ненаход*4".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

// One word of a form: letters that it begins with, and what may follow them.
struct WordForm {
  enum class Tail : std::uint8_t { none, letters, inflection };
  std::u32string stem;  // normalised; "0" stands for a number
  Tail tail = Tail::none;
  std::uint8_t shortest = 0;  // letters that may follow, for Tail::letters
  std::uint8_t longest = 0;
};

// What stands in one place of a phrase: any of these words.
struct FormSlot {
  std::vector<WordForm> words;
  bool far = false;  // up to three words may stand between it and the one before
};
using Form = std::vector<FormSlot>;

inline constexpr std::size_t kMaxSlots = 6;
inline constexpr std::size_t kFarWords = 3;

// Reads alternatives between '|', words between spaces, choices of a word between '/', '*' for an inflection,
// "*3" and
// "*2-6" for so many letters, '#' for a number, "..." for up to three words. Says what is wrong with it.
Result<std::vector<Form>> read_forms(std::string_view text);

// A plain word or phrase as forms: each word as it stands and, where `inflected`, its inflections.
Result<std::vector<Form>> plain_forms(std::string_view text, bool inflected);

}  // namespace ulika
