// What banks and people leave of a card number: a masked number or a scheme's name with the last digits.
#include <array>
#include <string>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

constexpr std::size_t kMostMask = 12;

struct Label {
  std::string_view word;    // lower case
  std::string_view scheme;  // empty where it names none
  bool upper_only = false;  // short codes are words otherwise
};
constexpr std::array<Label, 10> kLabels = {{{"visa", "visa", true},
                                            {"mir", "mir", true},
                                            {"maes", "maestro", true},
                                            {"ecmc", "mastercard", true},
                                            {"mc", "mastercard", true},
                                            {"orps", "", true},
                                            {"счёт", "", false},
                                            {"счет", "", false},
                                            {"карта", "", false},
                                            {"karta", "", false}}};

// The label that ends at `i` and starts a word; null when none does.
const Label* label_before(std::string_view text, std::size_t i) {
  static constexpr std::string_view kLast =
      "aArRsScC\x82\xA2\xB0\x90";  // last bytes of the words, in both cases
  if (i == 0 || kLast.find(text[i - 1]) == std::string_view::npos) return nullptr;
  for (const Label& label : kLabels) {
    if (i < label.word.size()) continue;
    const std::size_t begin = i - label.word.size();
    if (reads(text, begin, label.word) != label.word.size() || word_before(text, begin)) continue;
    if (label.upper_only && !is_upper(text[begin + 1])) continue;
    return &label;
  }
  return nullptr;
}

bool is_bullet(char32_t code) {
  return code == '*' || code == 0x2022 || code == 0xB7;
}
bool is_cross(char32_t code) {
  return code == 'x' || code == 'X' || code == U'х' || code == U'Х';
}

struct Mask {
  std::size_t begin = 0;
  std::size_t length = 0;  // characters
  bool stars_only = true;
};

template <typename Is>
Mask mask_before(std::string_view text, std::size_t end, const Is& is) {
  Mask mask{end, 0, true};
  while (mask.length <= kMostMask) {
    const Letter letter = letter_before(text, mask.begin);
    if (letter.size == 0 || !is(letter.code)) break;
    mask.stars_only &= letter.code == '*';
    mask.begin -= letter.size;
    ++mask.length;
  }
  return mask;
}

void add_tail(const Scope& scope, Found& found, std::size_t begin, std::size_t at, std::size_t end,
              double confidence, const Label* label) {
  Detection detection = make_detection("card", "pan_masked", begin, end, confidence);
  detection.fields.emplace_back("pan", std::string(scope.text.substr(at, end - at)));
  if (label && !label->scheme.empty()) detection.fields.emplace_back("scheme", std::string(label->scheme));
  detection.fields.emplace_back("origin", std::string("masked"));
  found.add(std::move(detection));
}

}  // namespace

void find_masked_card(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  const char next = byte_at(text, end);
  if (found.taken("card", at) || next == '#' || next == '=' || next == '*' || is_token(next)) return;
  if (at == 0) return;

  std::size_t mask_end = at;
  const bool spaced = text[at - 1] == ' ' || is_space(letter_before(text, at).code);
  if (spaced) mask_end -= letter_before(text, at).size;
  const Letter last = letter_before(text, mask_end);

  // "schet #1234"
  if (last.code == '#') {
    const std::size_t word_end = mask_end - 1;
    for (const std::string_view word : {"schet ", "счет ", "счёт "}) {
      const std::size_t size = word.size();
      if (word_end >= size && reads(text, word_end - size, word) == size &&
          !word_before(text, word_end - size)) {
        add_tail(scope, found, word_end - size, at, end, 0.7, nullptr);
      }
    }
    return;
  }
  if (end - at == 5) return;

  // "VISA1234", "MIR-1234"
  if (!spaced) {
    const std::size_t word_end = last.code == '-' ? mask_end - 1 : mask_end;
    if (const Label* label = label_before(text, word_end)) {
      return add_tail(scope, found, word_end - label->word.size(), at, end, 0.7, label);
    }
  }
  // "xxxx-xxxx-xxxx-1234"
  if (last.code == '-' || spaced) {
    Mask cross = mask_before(text, last.code == '-' ? mask_end - 1 : mask_end, is_cross);
    if (cross.length == 4) {
      std::size_t begin = cross.begin;
      for (int group = 0; group < 2 && begin > 0 && (text[begin - 1] == '-' || text[begin - 1] == ' ');
           ++group) {
        cross = mask_before(text, begin - 1, is_cross);
        if (cross.length != 4) break;
        begin = cross.begin;
      }
      if (!word_before(text, begin)) add_tail(scope, found, begin, at, end, 0.8, nullptr);
      return;
    }
  }
  // Stars, bullets, or dots after a label.
  Mask mask = mask_before(text, mask_end, is_bullet);
  const bool dots = mask.length == 0;
  if (dots) mask = mask_before(text, mask_end, [](char32_t code) { return code == '.'; });
  if (mask.length == 0 || mask.length > kMostMask) return;
  std::size_t word_end = mask.begin;
  if (is_space(letter_before(text, word_end).code)) word_end -= letter_before(text, word_end).size;
  if (const Label* label = label_before(text, word_end)) {
    return add_tail(scope, found, word_end - label->word.size(), at, end, 0.85, label);
  }
  if (dots) return;
  std::size_t begin = mask.begin;
  while (begin > 0 && mask.begin - begin < 7 && is_digit(text[begin - 1])) --begin;
  const std::size_t lead = mask.begin - begin;
  const char before = byte_before(text, begin);
  if (lead == 0 && before == 'K' && mask.length >= 2) {
    --begin;
  } else if (lead > 6 || (lead > 0 && mask.length < 3)) {
    return;  // "5**10" is arithmetic
  }
  if (word_before(text, begin)) return;
  if (spaced && mask.stars_only && mask.length < 3) return;  // a list's bullet
  if (mask.length == 1 && !mask.stars_only) return;
  add_tail(scope, found, begin, at, end, mask.length == 1 ? 0.3 : mask.length == 2 ? 0.5 : 0.8, nullptr);
}

}  // namespace ulika::detect_parts
