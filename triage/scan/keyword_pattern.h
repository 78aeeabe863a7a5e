// KeywordPattern: one keyword spelled in one encoding, with the exact test whether it stands at a place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/text.h"
#include "triage/model/keyword.h"

namespace ulika {

inline constexpr std::array<Encoding, 7> kAllEncodings = {
    Encoding::utf8,   Encoding::utf16le, Encoding::utf16be, Encoding::cp1251,
    Encoding::koi8_r, Encoding::cp866,   Encoding::kz1048};

// No spelling of a keyword is longer, so that margins of a fixed size around a block are enough.
inline constexpr std::size_t kMaxKeywordBytes = 448;

// The bytes one character may have in an encoding: upper and lower case, ё as е. All have the same length.
struct SpelledChar {
  std::uint8_t length = 0;
  std::vector<std::uint32_t> spellings;  // the bytes in memory order, first byte lowest
  bool operator==(const SpelledChar&) const = default;
};

// Folding of the keyword search: fold_case, and ё becomes е; a fold that changes the length in UTF-8 (ſ to s)
// is not made, so a spelling always has as many bytes as the keyword.
char32_t fold_for_search(char32_t code_point);

// Letters of the Latin, Greek, Cyrillic and Armenian alphabets, combining marks and ASCII digits: what
// continues a word. Other scripts do not, because two stray bytes before UTF-16 text mostly read as one of
// their characters.
bool continues_word(char32_t code_point);

class KeywordPattern {
 public:
  // Nothing when a character of the keyword does not exist in the encoding.
  // Throws std::invalid_argument for a keyword that is empty, not UTF-8, holds a NUL, or is over
  // kMaxKeywordBytes.
  static std::optional<KeywordPattern> make(const Keyword& keyword, std::uint32_t index, Encoding encoding);

  std::uint32_t keyword() const { return keyword_; }
  Encoding encoding() const { return encoding_; }
  std::size_t length() const { return length_; }  // bytes
  const std::vector<SpelledChar>& chars() const { return chars_; }

  // Whether the keyword stands at `start` of `block`, with its word edges and, for a short word in a
  // single-byte Cyrillic encoding, in plausible surroundings (see KeywordEngine). Looks at most 64 bytes to
  // either side of it.
  bool found_at(Bytes block, std::size_t start) const;
  // Whether it is spelled there, whatever surrounds it.
  bool spelled_at(Bytes block, std::size_t start) const;

 private:
  bool edges_hold(Bytes block, std::size_t start) const;
  bool plausible(Bytes block, std::size_t start) const;

  std::uint32_t keyword_ = 0;
  Encoding encoding_ = Encoding::utf8;
  bool edge_before_ = false;
  bool edge_after_ = false;
  bool needs_text_around_ = false;
  std::size_t length_ = 0;
  std::vector<SpelledChar> chars_;
};

// UTF-16 text also reads as the other byte order one byte earlier or later. Given that a keyword is spelled
// in little-endian at `start` and in big-endian at `start - 1`: true when little-endian is the better
// reading. The order with the longer run of readable characters around the match wins (up to 32 each way),
// then the one that lies at an even offset of the content.
bool reads_as_little_endian(Bytes block, std::size_t start, std::size_t length, std::uint64_t content_offset);

}  // namespace ulika
