// A message's words as they were meant: case, look-alike letters, hidden characters, spacing and stretching
// undone, with offsets into the original.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// The readings of a word. Every word has the plain one; the others are tried only where its letters call for
// them.
enum class Lane : std::uint8_t {
  plain,         // compatibility forms and case folded, accents and hidden characters dropped, ё as е
  folded,        // also look-alike letters and digits for letters, stretched letters, letters set apart
  lookalike,     // Latin letters that all look like Cyrillic ones, read as those
  single,        // doubled letters taken once
  translit,      // Latin letters read as Russian ones by sound
  layout,        // keys of the Latin keyboard read as those of the Russian one
  kazakh,        // Kazakh letters as Russian keyboards write them: қ as к, ү as у
  kazakh_latin,  // Kazakh in Latin letters, then the same
  reversed,      // back to front
  wildcard,      // an asterisk stands for one letter
};
inline constexpr std::size_t kLanes = 10;
std::string_view lane_name(Lane lane);

// What was seen about a word; several may hold.
enum WordMark : std::uint16_t {
  kMarkCyrillic = 1,
  kMarkLatin = 2,
  kMarkDigit = 4,
  kMarkKazakh = 8,       // letters that Kazakh, Kyrgyz and their like have beyond Russian
  kMarkDouble = 16,      // a letter twice in a row
  kMarkHidden = 32,      // an invisible character or a mark inside
  kMarkSpaced = 64,      // letters that stood apart
  kMarkStretched = 128,  // a letter three times or more
  kMarkLookalike = 256,  // letters of another script, or digits and signs for letters
  kMarkMask = 512,       // asterisks for letters
  kMarkEmoji = 1024,     // an emoji by itself
  kMarkUpper = 2048,     // two capitals or more and no small letter
};

// What stands between a word and the one before it.
enum class Gap : std::uint8_t { none, space, comma, sentence };  // none: hyphen, slash, nothing

struct Word {
  std::uint32_t offset = 0;  // bytes of the original text that the word was made from
  std::uint32_t length = 0;
  std::uint32_t plain = 0;  // where its letters begin in NormalText::letters
  std::uint32_t plain_size = 0;
  std::uint32_t folded = 0;  // the same for the folded lane; equal to the plain one where nothing changed
  std::uint32_t folded_size = 0;
  std::uint32_t gram = 0;  // where it begins in NormalText::grams
  std::uint16_t marks = 0;
  Gap gap = Gap::sentence;
};

struct NormalText {
  std::u32string letters;  // of the plain and folded lanes, word after word
  std::vector<Word> words;
  // One line for statistics over letters: every word once in its folded reading, Latin letters by sound as
  // Cyrillic ones, Kazakh letters folded, a run of digits as one '0', an address as U+E000, a handle as
  // U+E001; one space before, between and after the words.
  std::u32string grams;
  std::uint16_t marks = 0;  // of all words together

  std::u32string_view plain(const Word& word) const {
    return std::u32string_view(letters).substr(word.plain, word.plain_size);
  }
  std::u32string_view folded(const Word& word) const {
    return std::u32string_view(letters).substr(word.folded, word.folded_size);
  }
};

// Text beyond this many bytes is not read: messages are shorter, documents are cut into passages before.
inline constexpr std::size_t kMaxNormalBytes = 1 << 20;

// Fills `out` anew (its memory is used again). Malformed UTF-8 reads as a word's edge.
void normalise(std::string_view text, NormalText& out);

// A folded word in another reading; empty where that reading has nothing to say about its letters.
// Precondition: a lane from lookalike to reversed.
std::u32string reading(std::u32string_view folded, Lane lane);

}  // namespace ulika
