#include "triage/scan/detect_chars.h"

namespace ulika::detect_chars {
namespace {

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

Letter letter_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return {};
  const auto first = static_cast<unsigned char>(text[i]);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 && first < 0xF8 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (size == 0 || first >= 0xF8 || size > text.size() - i) return {kBroken, 1};
  char32_t code = first & (0xFFu >> (size + 1));
  for (std::size_t k = 1; k < size; ++k) {
    if (!continues(text[i + k])) return {kBroken, 1};
    code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
  }
  return {code, size};
}

Letter letter_before(std::string_view text, std::size_t i) {
  if (i == 0 || i > text.size()) return {};
  for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
    if (continues(text[i - back])) continue;
    const Letter letter = letter_at(text, i - back);
    if (letter.size == back) return letter;
    break;
  }
  return {kBroken, 1};
}

bool is_word(char32_t code) {
  if (code < 0x80) return code == '_' || is_alnum(static_cast<char>(code));
  if (code == kBroken) return true;
  if (code < 0xC0) return code == 0xAA || code == 0xB5;
  if (code < 0x2000) return code != 0xD7 && code != 0xF7;
  return (code >= 0x2C00 && code < 0x2E00) || (code >= 0x3041 && code < 0xD800) ||
         (code >= 0xF900 && code < 0xFB50);
}

bool is_space(char32_t code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0x85 || code == 0xA0 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000;
}

char32_t fold(char32_t code) {
  if (code >= 'A' && code <= 'Z') return code + 32;
  if (code >= 0x410 && code <= 0x42F) return code + 32;
  if (code >= 0x400 && code <= 0x40F) return code + 80;
  if (code >= 0x460 && code <= 0x4FF && (code < 0x482 || code > 0x489) && (code < 0x4C0 || code > 0x4CF))
    return code | 1;
  return code;
}

std::size_t skip_spaces(std::string_view text, std::size_t i, std::size_t most) {
  for (; most > 0; --most) {
    const Letter letter = letter_at(text, i);
    if (letter.size == 0 || !is_space(letter.code)) break;
    i += letter.size;
  }
  return i;
}

std::size_t reads(std::string_view text, std::size_t i, std::string_view word) {
  const std::size_t start = i;
  for (std::size_t w = 0; w < word.size();) {
    if (static_cast<unsigned char>(word[w]) < 0x80) {
      if (lower(byte_at(text, i)) != word[w]) return 0;
      ++w;
      ++i;
      continue;
    }
    const Letter wanted = letter_at(word, w);
    const Letter found = letter_at(text, i);
    if (found.size == 0 || fold(found.code) != wanted.code) return 0;
    w += wanted.size;
    i += found.size;
  }
  return i - start;
}

}  // namespace ulika::detect_chars
