#include "triage/scan/keyword_pattern.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace ulika {
namespace {

constexpr char32_t kNone = 0xFFFFFFFF;        // no character: the end of the block, or bytes that are none
constexpr char32_t kFoldedEnd = 0x600;        // beyond it nothing is folded
constexpr std::size_t kShortWordLetters = 6;  // fewer letters match by chance in binary data
constexpr std::size_t kTextAround = 8;        // bytes looked at on each side of a short word
constexpr std::size_t kRunUnits = 32;         // UTF-16 units looked at on each side

bool is_single_byte(Encoding encoding) {
  return encoding >= Encoding::cp1251;
}

unsigned byte_at(Bytes block, std::size_t at) {
  return std::to_integer<unsigned>(block[at]);
}

char32_t unit_at(Bytes block, std::size_t at, Encoding encoding) {
  const unsigned first = byte_at(block, at);
  const unsigned second = byte_at(block, at + 1);
  return encoding == Encoding::utf16be ? first << 8 | second : second << 8 | first;
}

char32_t single_byte_char(unsigned value, Encoding encoding) {
  if (value < 0x80) return value;
  const char16_t code_point = high_half(encoding)[value - 0x80];
  return code_point == 0 ? kNone : code_point;
}

// Every code point that the search takes for `folded`.
const std::vector<char32_t>& spellings_of(char32_t folded) {
  static const auto* const kSpellings = [] {
    auto* all = new std::map<char32_t, std::vector<char32_t>>;
    for (char32_t c = 1; c < kFoldedEnd; ++c) (*all)[fold_for_search(c)].push_back(c);
    return all;
  }();
  static const std::vector<char32_t> kNoSpelling;
  const auto found = kSpellings->find(folded);
  return found == kSpellings->end() ? kNoSpelling : found->second;
}

// The bytes of a code point, packed; false when the encoding has none.
bool encode(char32_t c, Encoding encoding, std::uint32_t& packed, std::uint8_t& length) {
  std::string bytes;
  if (encoding == Encoding::utf8) {
    append_utf8(bytes, c);
  } else if (is_single_byte(encoding)) {
    if (c < 0x80) {
      bytes += static_cast<char>(c);
    } else {
      const auto& table = high_half(encoding);
      const auto found = std::find(table.begin(), table.end(), static_cast<char16_t>(c));
      if (c > 0xFFFF || found == table.end()) return false;
      bytes += static_cast<char>(0x80 + (found - table.begin()));
    }
  } else {
    auto unit = [&](char32_t value) {
      const char low = static_cast<char>(value & 0xFF);
      const char high = static_cast<char>(value >> 8 & 0xFF);
      bytes += encoding == Encoding::utf16le ? low : high;
      bytes += encoding == Encoding::utf16le ? high : low;
    };
    if (c > 0xFFFF) unit(0xD800 + ((c - 0x10000) >> 10));
    unit(c > 0xFFFF ? 0xDC00 + ((c - 0x10000) & 0x3FF) : c);
  }
  packed = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    packed |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
  length = static_cast<std::uint8_t>(bytes.size());
  return true;
}

char32_t char_after(Bytes block, std::size_t at, Encoding encoding) {
  if (at >= block.size()) return kNone;
  if (is_single_byte(encoding)) return single_byte_char(byte_at(block, at), encoding);
  if (encoding != Encoding::utf8) return at + 1 < block.size() ? unit_at(block, at, encoding) : kNone;
  std::size_t next = 0;
  return next_code_point(as_text(block.subspan(at, std::min<std::size_t>(4, block.size() - at))), next);
}

char32_t char_before(Bytes block, std::size_t at, Encoding encoding) {
  if (at == 0) return kNone;
  if (is_single_byte(encoding)) return single_byte_char(byte_at(block, at - 1), encoding);
  if (encoding != Encoding::utf8) return at >= 2 ? unit_at(block, at - 2, encoding) : kNone;
  for (std::size_t length = 1; length <= std::min<std::size_t>(4, at); ++length) {
    if ((byte_at(block, at - length) & 0xC0) == 0x80) continue;
    std::size_t next = 0;
    const char32_t c = next_code_point(as_text(block.subspan(at - length, length)), next);
    return next == length ? c : kNone;
  }
  return kNone;
}

bool is_text_byte(unsigned value, Encoding encoding) {
  if (value < 0x80) return (value >= 0x20 && value < 0x7F) || value == '\t' || value == '\n' || value == '\r';
  const char32_t c = single_byte_char(value, encoding);
  return c != kNone && (continues_word(c) || c == 0xA0 || c == 0xAB || c == 0xBB || c == 0x2116 ||
                        (c >= 0x2010 && c <= 0x2026));
}

// How much a UTF-16 unit looks like text. A Cyrillic letter tells more than a low byte beside a zero.
std::size_t text_weight(char32_t unit) {
  if ((unit >= 0x410 && unit < 0x450) || unit == 0x401 || unit == 0x451 || (unit >= 0x490 && unit < 0x4F0))
    return 2;
  return (unit >= 0x20 && unit < 0x7F) || unit == '\t' || unit == '\n' || unit == '\r' ? 1 : 0;
}

}  // namespace

char32_t fold_for_search(char32_t c) {
  if (c == 0x401 || c == 0x451) return 0x435;
  if (c >= kFoldedEnd || c == 0x17F) return c;
  return fold_case(c);
}

bool continues_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  if (c < 0x100) return c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
  if (c < 0x588) return c < 0x2B0 || (c >= 0x300 && c != 0x37E && c != 0x387 && c != 0x482);
  return c >= 0x1E00 && c < 0x2000;
}

std::optional<KeywordPattern> KeywordPattern::make(const Keyword& keyword, std::uint32_t index,
                                                   Encoding encoding) {
  if (keyword.text.empty() || !is_valid_utf8(keyword.text) || keyword.text.find('\0') != std::string::npos) {
    throw std::invalid_argument("keyword " + keyword.id + " is empty, not UTF-8, or holds a NUL");
  }
  KeywordPattern pattern;
  pattern.keyword_ = index;
  pattern.encoding_ = encoding;
  pattern.edge_before_ = keyword.whole_word || keyword.prefix;
  pattern.edge_after_ = keyword.whole_word && !keyword.prefix;
  std::size_t letters = 0;
  bool beyond_ascii = false;
  for (std::size_t at = 0; at < keyword.text.size();) {
    const char32_t folded = fold_for_search(next_code_point(keyword.text, at));
    letters += continues_word(folded) ? 1 : 0;
    beyond_ascii = beyond_ascii || folded >= 0x80;
    SpelledChar spelled;
    std::uint32_t packed = 0;
    const std::vector<char32_t>& known = spellings_of(folded);
    for (const char32_t c : known.empty() ? std::vector<char32_t>{folded} : known) {
      if (encode(c, encoding, packed, spelled.length)) spelled.spellings.push_back(packed);
    }
    if (spelled.spellings.empty()) return std::nullopt;
    std::sort(spelled.spellings.begin(), spelled.spellings.end());
    pattern.length_ += spelled.length;
    pattern.chars_.push_back(std::move(spelled));
  }
  if (pattern.length_ > kMaxKeywordBytes)
    throw std::invalid_argument("keyword " + keyword.id + " is too long");
  pattern.needs_text_around_ = is_single_byte(encoding) && beyond_ascii && letters < kShortWordLetters;
  return pattern;
}

bool KeywordPattern::spelled_at(Bytes block, std::size_t start) const {
  if (start > block.size() || block.size() - start < length_) return false;
  std::size_t at = start;
  for (const SpelledChar& c : chars_) {
    std::uint32_t packed = 0;
    for (std::size_t i = 0; i < c.length; ++i) packed |= std::uint32_t{byte_at(block, at + i)} << 8 * i;
    if (std::find(c.spellings.begin(), c.spellings.end(), packed) == c.spellings.end()) return false;
    at += c.length;
  }
  return true;
}

bool KeywordPattern::edges_hold(Bytes block, std::size_t start) const {
  const bool before = edge_before_ || needs_text_around_;
  const bool after = edge_after_ || (needs_text_around_ && !(edge_before_ && !edge_after_));
  return !(before && continues_word(char_before(block, start, encoding_))) &&
         !(after && continues_word(char_after(block, start + length_, encoding_)));
}

bool KeywordPattern::plausible(Bytes block, std::size_t start) const {
  // One case throughout, or a capital first: chance mixes them.
  std::size_t upper = 0;
  std::size_t upper_after_first = 0;
  std::size_t cased = 0;
  for (std::size_t i = 0; i < length_; ++i) {
    const char32_t c = single_byte_char(byte_at(block, start + i), encoding_);
    if (!continues_word(c) || c < 'A') continue;
    const bool is_upper = fold_case(c) != c;
    upper += is_upper ? 1 : 0;
    upper_after_first += is_upper && cased > 0 ? 1 : 0;
    ++cased;
  }
  if (upper_after_first > 0 && upper != cased) return false;
  for (std::size_t i = 1; i <= std::min(kTextAround, start); ++i) {
    const unsigned value = byte_at(block, start - i);
    if (value == 0) break;
    if (!is_text_byte(value, encoding_)) return false;
  }
  const std::size_t end = start + length_;
  for (std::size_t i = 0; i < std::min(kTextAround, block.size() - end); ++i) {
    const unsigned value = byte_at(block, end + i);
    if (value == 0) break;
    if (!is_text_byte(value, encoding_)) return false;
  }
  return true;
}

bool KeywordPattern::found_at(Bytes block, std::size_t start) const {
  return spelled_at(block, start) && edges_hold(block, start) &&
         (!needs_text_around_ || plausible(block, start));
}

bool reads_as_little_endian(Bytes block, std::size_t start, std::size_t length,
                            std::uint64_t content_offset) {
  auto text_around = [&](Encoding encoding, std::size_t first) {
    std::size_t sum = 0;
    for (std::size_t i = 1; i <= kRunUnits && first >= 2 * i; ++i) {
      const std::size_t weight = text_weight(unit_at(block, first - 2 * i, encoding));
      if (weight == 0) break;
      sum += weight;
    }
    const std::size_t end = first + length;
    for (std::size_t i = 0; i < kRunUnits && end + 2 * i + 1 < block.size(); ++i) {
      const std::size_t weight = text_weight(unit_at(block, end + 2 * i, encoding));
      if (weight == 0) break;
      sum += weight;
    }
    return sum;
  };
  const std::size_t little = text_around(Encoding::utf16le, start);
  const std::size_t big = text_around(Encoding::utf16be, start - 1);
  return little != big ? little > big : content_offset % 2 == 0;
}

}  // namespace ulika
