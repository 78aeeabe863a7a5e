#include "triage/scan/gram_choice.h"

#include <algorithm>
#include <cmath>

namespace ulika {
namespace {

constexpr std::size_t kWindow = 4;
constexpr std::size_t kMaxGrams = 96;  // spellings of one window

// Letters per thousand in running text, а to я and a to z.
constexpr std::array<double, 32> kRussian = {80, 16, 45, 17, 30, 85, 9, 16, 74, 12, 35, 44, 32, 67, 110, 28,
                                             47, 55, 63, 26, 3,  10, 5, 14, 7,  4,  1,  19, 17, 3,  6,   20};
constexpr std::array<double, 26> kEnglish = {82, 15, 28, 43, 127, 22, 20, 61, 70, 2,  8, 40, 24,
                                             67, 75, 19, 1,  60,  63, 91, 28, 10, 24, 2, 20, 1};
constexpr double kOther = 2;

double commonness(std::uint32_t spelling, Encoding encoding, std::uint8_t length) {
  char32_t c = spelling & 0xFF;
  if (encoding == Encoding::utf8 && length == 2) {
    c = (spelling & 0x1F) << 6 | (spelling >> 8 & 0x3F);
  } else if (encoding == Encoding::utf16le) {
    c = spelling & 0xFFFF;
  } else if (encoding == Encoding::utf16be) {
    c = (spelling & 0xFF) << 8 | (spelling >> 8 & 0xFF);
  } else if (encoding >= Encoding::cp1251 && c >= 0x80) {
    c = high_half(encoding)[c - 0x80];
  }
  c = fold_for_search(c);
  if (c >= 0x430 && c < 0x450) return kRussian[c - 0x430];
  if (c >= 'a' && c <= 'z') return kEnglish[c - 'a'];
  return kOther;
}

bool all_of_class(const SpelledChar& c, unsigned byte_classes) {
  return std::all_of(c.spellings.begin(), c.spellings.end(), [&](std::uint32_t s) {
    return (byte_class(static_cast<std::uint8_t>(s)) & byte_classes) != 0;
  });
}

bool any_of_class(const SpelledChar& c, unsigned byte_classes) {
  return std::any_of(c.spellings.begin(), c.spellings.end(), [&](std::uint32_t s) {
    return (byte_class(static_cast<std::uint8_t>(s)) & byte_classes) != 0;
  });
}

// One of the shapes that single_windows() looks for in every spelling.
bool is_single_window(const SpelledChar* c) {
  for (std::size_t i = 0; i < kWindow; ++i) {
    if (c[i].length != 1) return false;
  }
  auto all = [&](unsigned byte_classes) {
    return std::all_of(c, c + kWindow,
                       [&](const SpelledChar& one) { return all_of_class(one, byte_classes); });
  };
  if (all(kAsciiLetter) || all(kCp866Letter)) return true;
  const bool like_utf8 = (any_of_class(c[0], kCyrillicLead) && any_of_class(c[1], kUtf8Tail) &&
                          any_of_class(c[2], kCyrillicLead) && any_of_class(c[3], kUtf8Tail)) ||
                         (any_of_class(c[1], kCyrillicLead) && any_of_class(c[2], kUtf8Tail) &&
                          any_of_class(c[3], kCyrillicLead));
  return all(kHighLetter) && !like_utf8;
}

// One of the shapes that paired_windows() looks for in every spelling.
bool is_paired_window(const SpelledChar* c, Encoding encoding) {
  for (std::size_t i = 0; i < kWindow; ++i) {
    if (c[i].length != 2) return false;
    for (const std::uint32_t s : c[i].spellings) {
      const unsigned low_class =
          byte_class(static_cast<std::uint8_t>(encoding == Encoding::utf16be ? s >> 8 : s));
      const unsigned other = encoding == Encoding::utf16be ? s & 0xFF : s >> 8;
      const bool fits = encoding == Encoding::utf8
                            ? (low_class & kCyrillicLead) != 0
                            : other == 4 || (other == 0 && (low_class & kAsciiLetter) != 0);
      if (!fits) return false;
    }
  }
  return true;
}

std::uint32_t codes_of(const SpelledChar& c, bool letter_is_second) {
  std::uint32_t codes = 0;
  for (const std::uint32_t s : c.spellings) codes |= 1u << ((letter_is_second ? s >> 8 : s) & 31);
  return codes;
}

std::vector<std::uint32_t> grams_of(const SpelledChar* c, bool letter_is_second) {
  std::vector<std::uint32_t> grams = {0};
  for (std::size_t i = 0; i < kWindow; ++i) {
    std::vector<std::uint32_t> codes;
    for (const std::uint32_t s : c[i].spellings) codes.push_back((letter_is_second ? s >> 8 : s) & 31);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    std::vector<std::uint32_t> longer;
    for (const std::uint32_t gram : grams) {
      for (const std::uint32_t code : codes) longer.push_back(gram | code << 5 * i);
    }
    grams = std::move(longer);
  }
  return grams;
}

}  // namespace

std::optional<GramChoice> choose_gram(const KeywordPattern& pattern) {
  const std::vector<SpelledChar>& chars = pattern.chars();
  const Encoding encoding = pattern.encoding();
  std::optional<GramChoice> best;
  double best_score = 0;
  std::uint32_t distance = 0;
  for (std::size_t i = 0; i + kWindow <= chars.size(); distance += chars[i++].length) {
    const SpelledChar* window = &chars[i];
    const bool pairs = chars[i].length == 2;
    if (!(pairs ? is_paired_window(window, encoding) : is_single_window(window))) continue;
    const bool letter_is_second = pairs && encoding != Encoding::utf16le;
    GramChoice choice;
    choice.kind = pairs ? CandidateKind::paired_gram : CandidateKind::single_gram;
    choice.distance = distance + (letter_is_second ? 1 : 0);
    choice.grams = grams_of(window, letter_is_second);
    if (choice.grams.size() > kMaxGrams) continue;
    double score = std::log2(static_cast<double>(choice.grams.size()));
    for (std::size_t k = 0; k < kWindow; ++k) {
      score += std::log2(commonness(window[k].spellings.front(), encoding, window[k].length));
    }
    if (best && score >= best_score) continue;
    // Beside the window only a character of the same width lies where the filter looks for it.
    if (i > 0 && chars[i - 1].length == chars[i].length)
      choice.before = codes_of(chars[i - 1], letter_is_second);
    const std::size_t next = i + kWindow;
    if (next < chars.size() && chars[next].length == chars[i].length) {
      choice.after = codes_of(chars[next], letter_is_second);
    }
    best = std::move(choice);
    best_score = score;
  }
  return best;
}

}  // namespace ulika
