// Keywords, bytes to search and a slow, plain search for the tests of the keyword engine.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "triage/base/text.h"
#include "triage/model/keyword.h"
#include "triage/scan/keyword_engine.h"

namespace ulika::test {

inline const std::vector<Encoding>& encodings() {
  static const std::vector<Encoding> kAll = {Encoding::utf8,   Encoding::utf16le, Encoding::utf16be,
                                             Encoding::cp1251, Encoding::koi8_r,  Encoding::cp866,
                                             Encoding::kz1048};
  return kAll;
}

inline Keyword keyword(std::string text) {
  return {"kw:" + text, text, "TEST", 1, false, false};
}

inline Keyword stem(std::string text) {
  return {"kw:" + text, text, "TEST", 1, false, true};
}

inline Keyword word(std::string text) {
  return {"kw:" + text, text, "TEST", 1, true, false};
}

// The text in an encoding; a character that it lacks becomes '?'.
inline std::string encode(std::string_view text, Encoding encoding) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    auto unit = [&](char32_t u) {
      const char bytes[2] = {static_cast<char>(u & 0xFF), static_cast<char>(u >> 8)};
      out += bytes[encoding == Encoding::utf16le ? 0 : 1];
      out += bytes[encoding == Encoding::utf16le ? 1 : 0];
    };
    if (encoding == Encoding::utf8) {
      append_utf8(out, c);
    } else if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
      if (c > 0xFFFF) {
        unit(0xD800 + ((c - 0x10000) >> 10));
        unit(0xDC00 + ((c - 0x10000) & 0x3FF));
      } else {
        unit(c);
      }
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else {
      char found = '?';
      for (unsigned i = 0; i < 128; ++i) {
        if (high_half(encoding)[i] == c) found = static_cast<char>(0x80 + i);
      }
      out += found;
    }
  }
  return out;
}

// The character at `at` and the bytes it takes; length 0 at the end or where there is none.
inline std::pair<char32_t, std::size_t> char_at(std::string_view bytes, std::size_t at, Encoding encoding) {
  if (at >= bytes.size()) return {0, 0};
  if (encoding == Encoding::utf8) {
    std::size_t next = at;
    const char32_t c = next_code_point(bytes, next);
    return c == 0xFFFD ? std::pair<char32_t, std::size_t>{0, 0}
                       : std::pair<char32_t, std::size_t>{c, next - at};
  }
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
    auto unit = [&](std::size_t i) -> char32_t {
      return encoding == Encoding::utf16le ? byte(i) | byte(i + 1) << 8 : byte(i) << 8 | byte(i + 1);
    };
    if (at + 2 > bytes.size()) return {0, 0};
    const char32_t high = unit(at);
    if (high < 0xD800 || high > 0xDBFF) return {high, 2};
    if (at + 4 > bytes.size()) return {0, 0};
    return {0x10000 + ((high - 0xD800) << 10) + (unit(at + 2) - 0xDC00), 4};
  }
  return {byte(at) < 0x80 ? byte(at) : high_half(encoding)[byte(at) - 0x80u], 1};
}

inline char32_t folded(char32_t c) {
  const char32_t f = fold_case(c);
  return f == U'ё' ? U'е' : f;
}

// Length of the keyword's spelling at `at`, 0 when it is not there. Knows nothing of edges and surroundings.
inline std::size_t spelled_length(std::string_view bytes, std::size_t at, std::string_view text,
                                  Encoding encoding) {
  const std::size_t start = at;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t wanted = next_code_point(text, i);
    const auto [c, length] = char_at(bytes, at, encoding);
    if (length == 0 || folded(c) != folded(wanted)) return 0;
    at += length;
  }
  return at - start;
}

using Found =
    std::tuple<std::uint64_t, std::uint32_t, Encoding, std::uint32_t>;  // offset, keyword, encoding, length

inline std::set<Found> as_set(const std::vector<KeywordMatch>& matches) {
  std::set<Found> found;
  for (const KeywordMatch& m : matches) found.insert({m.offset, m.keyword, m.encoding, m.length});
  return found;
}

// Every spelling of every keyword at every offset, in the first encoding that reads so. Both byte orders of
// UTF-16 are listed where both read the keyword.
inline std::set<Found> search_plainly(const std::vector<Keyword>& keywords, std::string_view bytes) {
  std::set<Found> found;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (std::uint32_t k = 0; k < keywords.size(); ++k) {
      for (const Encoding e : encodings()) {
        const std::size_t length = spelled_length(bytes, at, keywords[k].text, e);
        if (length == 0) continue;
        found.insert({at, k, e, static_cast<std::uint32_t>(length)});
        break;
      }
    }
  }
  return found;
}

inline std::vector<KeywordMatch> scan_all(const KeywordEngine& engine, std::string_view bytes) {
  std::vector<KeywordMatch> matches;
  engine.scan(as_bytes(bytes), 0, bytes.size(), 0, matches);
  return matches;
}

// Text with the keywords in it, in changing encodings, cases and spellings, between random bytes, zeros and
// letters of every alphabet; the same for the same seed.
inline std::string make_bytes(const std::vector<Keyword>& keywords, std::size_t size, std::uint32_t seed) {
  std::mt19937 random(seed);
  auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  static const std::string kLetters[] = {"а", "е", "ё", "о", "к", "л", "д", "п", "р", "с", "т",
                                         "у", "Р", "С", "Д", "Ё", "ә", "ғ", "қ", "ң", "ө", "ұ",
                                         "ү", "һ", "і", "Қ", "Ө", "a", "e", "k", "S", " "};
  std::string out;
  while (out.size() < size) {
    const Encoding e = encodings()[below(encodings().size())];
    switch (below(8)) {
      case 0:
        for (std::size_t n = below(40); n > 0; --n) out += static_cast<char>(random());
        break;
      case 1:
        out.append(below(60), below(3) == 0 ? '\x04' : '\0');
        break;
      case 2: {
        std::string text;
        for (std::size_t n = below(40); n > 0; --n) text += kLetters[below(std::size(kLetters))];
        out += encode(text, e);
        break;
      }
      default: {
        std::string text;
        const std::string& term = keywords[below(keywords.size())].text;
        const std::size_t style = below(4);
        for (std::size_t at = 0; at < term.size();) {
          char32_t c = next_code_point(term, at);
          if (c == U'е' && below(3) == 0) c = U'ё';
          for (char32_t upper = 0x20; (style == 1 || (style == 2 && below(2) == 0)) && upper < 0x530;
               ++upper) {
            if (upper != c && fold_case(upper) == c && c != U'ё' && upper < 0x530 && upper != 0x17F &&
                upper != 0xB5) {
              c = upper;
              break;
            }
          }
          append_utf8(text, c);
        }
        if (below(3) == 0) text = " " + text + " ";
        std::string bytes = encode(text, e);
        if (below(6) == 0 && !bytes.empty()) bytes.resize(below(bytes.size()));
        out += bytes;
      }
    }
  }
  out.resize(size);
  return out;
}

}  // namespace ulika::test
