// Characters around a place in UTF-8 text: what the detectors ask before and after a match.
#pragma once

#include <cstddef>
#include <string_view>

namespace ulika::detect_chars {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
inline bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || is_upper(c);
}
inline bool is_alnum(char c) {
  return is_digit(c) || is_alpha(c);
}
inline bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
// Characters of names, tokens and URL-safe Base64.
inline bool is_token(char c) {
  return is_alnum(c) || c == '_' || c == '-';
}
inline char lower(char c) {
  return is_upper(c) ? static_cast<char>(c + 32) : c;
}

// The byte at `i`, or NUL past either end.
inline char byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? text[i] : '\0';
}
inline char byte_before(std::string_view text, std::size_t i) {
  return i > 0 && i <= text.size() ? text[i - 1] : '\0';
}

// One character with its length in bytes; code 0 and size 0 past the end. A byte that is no UTF-8 stands for
// itself with code kBroken, which counts as part of a word: it may be a letter of a single-byte code page.
inline constexpr char32_t kBroken = 0xFFFFFFFF;
struct Letter {
  char32_t code = 0;
  std::size_t size = 0;
};
Letter letter_at(std::string_view text, std::size_t i);
Letter letter_before(std::string_view text, std::size_t i);

// Letters, digits and '_' of the scripts in use here (Latin, Greek, Cyrillic and beyond); no symbols, no
// emoji.
bool is_word(char32_t code);
bool is_space(char32_t code);
// Lower case for Latin and Cyrillic with the Kazakh, Kyrgyz and Ukrainian letters.
char32_t fold(char32_t code);

inline bool word_at(std::string_view text, std::size_t i) {
  return is_word(letter_at(text, i).code);
}
inline bool word_before(std::string_view text, std::size_t i) {
  return is_word(letter_before(text, i).code);
}

// Past at most `most` characters of white space.
std::size_t skip_spaces(std::string_view text, std::size_t i, std::size_t most);

// Whether `text` reads `word` (lower-case UTF-8) at `i`, case ignored; the bytes it takes, or 0.
std::size_t reads(std::string_view text, std::size_t i, std::string_view word);
// Whether one of `words` (lower-case UTF-8) stands within the `reach` bytes before `i`, case ignored.
template <typename Words>
bool stands_before(std::string_view text, std::size_t i, std::size_t reach, const Words& words) {
  const std::size_t from = i > reach ? i - reach : 0;
  for (std::size_t at = from; at < i; ++at) {
    for (const std::string_view word : words) {
      if (const std::size_t size = reads(text, at, word); size != 0 && at + size <= i) return true;
    }
  }
  return false;
}

// The end of the run of ASCII digits that starts at `i`.
inline std::size_t digits_end(std::string_view text, std::size_t i) {
  while (i < text.size() && is_digit(text[i])) ++i;
  return i;
}

}  // namespace ulika::detect_chars
