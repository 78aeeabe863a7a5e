// The n-grams of a normalised line: runs of three to five letters within a word and its edges, words, and
// pairs of neighbouring words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

using GramKey = std::uint64_t;

enum class GramKind : std::uint8_t { letters, word, pair };

struct Gram {
  GramKey key = 0;          // of its kind and letters; equal n-grams have equal keys
  std::uint32_t begin = 0;  // code points of the line
  std::uint32_t length = 0;
  GramKind kind = GramKind::letters;
};

// Every n-gram of the line, in order of place; one that occurs twice is there twice. `line` is
// NormalText::grams: words with one space before, between and after. Fills `out` anew.
void list_grams(std::u32string_view line, std::vector<Gram>& out);

// How a model's file and an explanation write it, in UTF-8: "_кла" where a word begins with these letters,
// "=склад" a word, "=под камнем" a pair.
std::string gram_name(std::u32string_view line, const Gram& gram);

// The key of a written n-gram.
GramKey gram_key(std::string_view name);

}  // namespace ulika
