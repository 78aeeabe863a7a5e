// Coordinates as decimal degrees: bare pairs, pairs with hemisphere letters, pairs with labels.
#include <array>
#include <charconv>
#include <optional>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

constexpr std::size_t kMostSpaces = 16;

struct Decimal {
  std::size_t begin = 0;  // of the sign, where there is one
  std::size_t end = 0;
  std::size_t whole = 0;     // digits before the point
  std::size_t fraction = 0;  // digits after it
  char point = '.';
};

// A decimal of up to three digits, a point or comma, and 1 to 17 digits, at `i` (a sign or a digit).
std::optional<Decimal> read_decimal(std::string_view text, std::size_t i) {
  Decimal number;
  number.begin = i;
  const char sign = byte_at(text, i);
  if (sign == '+' || sign == '-') ++i;
  const std::size_t whole_end = digits_end(text.substr(0, std::min(text.size(), i + 4)), i);
  number.whole = whole_end - i;
  number.point = byte_at(text, whole_end);
  if (number.whole == 0 || number.whole > 3 || (number.point != '.' && number.point != ','))
    return std::nullopt;
  const std::size_t limit = std::min(text.size(), whole_end + 19);
  number.end = digits_end(text.substr(0, limit), whole_end + 1);
  number.fraction = number.end - whole_end - 1;
  if (number.fraction == 0 || number.fraction > 17) return std::nullopt;
  return number;
}

double value_of(std::string_view text, const Decimal& number) {
  const char sign = text[number.begin];
  const bool has_sign = sign == '-' || sign == '+';
  const std::size_t begin = number.begin + (has_sign ? 1 : 0);
  std::array<char, 24> buffer{};
  text.copy(buffer.data(), number.end - begin, begin);
  buffer[number.whole] = '.';
  double value = 0;
  std::from_chars(buffer.data(), buffer.data() + (number.end - begin), value);
  return sign == '-' ? -value : value;
}

// The number whose first digit is at `i`, with a sign that stands before it.
std::optional<Decimal> read_with_sign(std::string_view text, std::size_t i) {
  const char sign = byte_before(text, i);
  return read_decimal(text, sign == '-' || sign == '+' ? i - 1 : i);
}

std::size_t skip_degree_sign(std::string_view text, std::size_t i) {
  const Letter letter = letter_at(text, i);
  const bool sign = letter.code == 0xB0 || (letter.code == kBroken && text[i] == '\xB0');
  return sign ? i + letter.size : i;
}

// +1 for north or east, -1 for south or west, 0 for no letter of that axis.
int hemisphere(char32_t letter, bool latitude) {
  const char32_t code = fold(letter);
  if (latitude) return code == 'n' || code == U'с' ? 1 : code == 's' || code == U'ю' ? -1 : 0;
  return code == 'e' || code == U'в' ? 1 : code == 'w' || code == U'з' ? -1 : 0;
}

// Past "N", " N" and the like that ends a word; `sign` becomes -1 for south and west.
std::size_t skip_hemisphere(std::string_view text, std::size_t i, bool latitude, double& sign) {
  const std::size_t letter_begin = skip_spaces(text, i, 1);
  const Letter letter = letter_at(text, letter_begin);
  const int way = letter.size == 0 ? 0 : hemisphere(letter.code, latitude);
  if (way == 0 || word_at(text, letter_begin + letter.size)) return i;
  if (way < 0 && fold(letter.code) == letter.code) return i;  // a lower-case «з» is a word, not "west"
  sign = way;
  return letter_begin + letter.size;
}

bool is_between(char c) {
  return c == ',' || c == ';' || c == '/' || c == '|';
}

// A unit after a number says that it is no coordinate.
bool unit_follows(std::string_view text, std::size_t i) {
  static constexpr std::array<std::string_view, 14> kUnits = {
      "тг", "руб", "kzt", "usd", "mb", "gb", "мб", "гб", "кг", "км/ч", "eur", "rub", "мин", "сек"};
  i = skip_spaces(text, i, 1);
  const char32_t code = letter_at(text, i).code;
  if (code == '%' || code == 0x20B8 || code == 0x20BD || code == '$' || code == 0x20AC) return true;
  for (const std::string_view unit : kUnits) {
    if (const std::size_t size = reads(text, i, unit); size != 0 && !word_at(text, i + size)) return true;
  }
  return false;
}

bool ends_cleanly(std::string_view text, std::size_t i) {
  const char next = byte_at(text, i);
  if (next == '/' || next == '-' || word_at(text, i)) return false;
  if ((next == '.' || next == ',' || next == ':') && is_digit(byte_at(text, i + 1))) return false;
  return !unit_follows(text, i);
}

bool starts_cleanly(std::string_view text, std::size_t i) {
  if (i == 0) return true;
  const char previous = text[i - 1];
  static constexpr std::string_view kGlue = ".,:/=@+-";
  return kGlue.find(previous) == std::string_view::npos && !word_before(text, i);
}

// A third decimal next to the pair: rows of numbers are measurements, not places.
bool stands_in_a_row(std::string_view text, std::size_t begin, std::size_t end) {
  const auto is_gap = [](char c) { return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '|'; };
  std::size_t i = begin;
  for (int n = 0; n < 3 && i > 0 && is_gap(text[i - 1]); ++n) --i;
  if (i < begin && i > 0 && is_digit(text[i - 1])) {
    std::size_t k = i;
    while (k > 0 && i - k < 20 && is_digit(text[k - 1])) --k;
    if (k > 0 && (text[k - 1] == '.' || text[k - 1] == ',')) return true;
  }
  i = end;
  for (int n = 0; n < 3 && is_gap(byte_at(text, i)); ++n) ++i;
  return i > end && read_decimal(text, i).has_value();
}

void find_bare_pair(const Scope& scope, const Decimal& first, Found& found) {
  const std::string_view text = scope.text;
  const bool dots = first.point == '.';
  if (first.whole > 2 || first.fraction < (dots ? 3 : 4) || (!dots && first.fraction > 8)) return;
  if (!starts_cleanly(text, first.begin)) return;
  double north = 1;
  double east = 1;
  std::size_t i = first.end;
  if (dots) i = skip_hemisphere(text, skip_degree_sign(text, i), true, north);
  const std::size_t gap = skip_spaces(text, i, kMostSpaces);
  bool comma_like = is_between(byte_at(text, gap));
  std::size_t second_at = gap;
  if (comma_like) second_at = skip_spaces(text, gap + 1, kMostSpaces);
  if (second_at == i) return;
  const auto second = read_decimal(text, second_at);
  if (!second || second->point != first.point) return;
  if (!dots && text[gap] == ',' && second_at == gap + 1 && second->fraction < 4) return;
  const std::size_t least = std::min(first.fraction, second->fraction);
  if (least < (dots ? 3u : 4u) || (!dots && second->fraction > 8) || (least < 4 && !comma_like)) return;
  const double latitude = value_of(text, first);
  const double longitude = value_of(text, *second);
  if (std::abs(latitude) < 1 && std::abs(longitude) < 1) return;  // probabilities, scores, bounding boxes
  i = second->end;
  // "1.7090e+18"
  const char exponent_sign = byte_at(text, i + 1);
  if (lower(byte_at(text, i)) == 'e' && (exponent_sign == '+' || exponent_sign == '-') &&
      is_digit(byte_at(text, i + 2)))
    return;
  if (dots) i = skip_hemisphere(text, skip_degree_sign(text, i), false, east);
  if (!ends_cleanly(text, i)) return;
  if (scope.strict && (least < (comma_like ? 4u : 5u) || stands_in_a_row(text, first.begin, i))) return;
  const double confidence = least < 4 ? 0.3 : comma_like ? 0.7 : 0.6;
  add_location(scope, found, dots ? "dec_dot" : "dec_comma", first.begin, i, confidence, north * latitude,
               east * longitude);
}

// "N 45.9123, E 69.8457" with Latin or Cyrillic capital letters.
bool find_hemisphere_pair(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const auto is_glue = [](Letter letter) {
    return letter.code == ':' || letter.code == '=' || is_space(letter.code);
  };
  const auto is_capital = [](char32_t code) {
    return code < 0x80 ? is_upper(static_cast<char>(code)) : fold(code) != code;
  };
  std::size_t begin = at;
  for (int n = 0; n < 6 && is_glue(letter_before(text, begin)); ++n) begin -= letter_before(text, begin).size;
  const Letter north = letter_before(text, begin);
  const int north_sign = north.size == 0 || !is_capital(north.code) ? 0 : hemisphere(north.code, true);
  if (north_sign == 0) return false;
  begin -= north.size;
  if (word_before(text, begin)) return false;
  const auto first = read_decimal(text, at);
  if (!first || first->whole > 2 || first->fraction < 3 || first->fraction > 8) return false;
  std::size_t i = skip_degree_sign(text, first->end);
  for (int n = 0; n < 6; ++n) {
    const Letter letter = letter_at(text, i);
    if (letter.size == 0 ||
        !(is_space(letter.code) || letter.code == ',' || letter.code == ';' || letter.code == '/'))
      break;
    i += letter.size;
  }
  const Letter east = letter_at(text, i);
  const int east_sign = east.size == 0 || !is_capital(east.code) ? 0 : hemisphere(east.code, false);
  if (east_sign == 0) return false;
  i += east.size;
  for (int n = 0; n < 6 && is_glue(letter_at(text, i)); ++n) i += letter_at(text, i).size;
  if (!is_digit(byte_at(text, i))) return false;
  const auto second = read_decimal(text, i);
  if (!second || second->fraction < 3 || second->fraction > 8) return false;
  return add_location(scope, found, "hemi", begin, skip_degree_sign(text, second->end), 0.9,
                      north_sign * value_of(text, *first), east_sign * value_of(text, *second));
}

// Labels of camera stamps, forms and exports: Russian, Kazakh, Uzbek, Kyrgyz, Ukrainian, English.
constexpr std::array<std::string_view, 9> kLatitude = {"latitude", "lat",     "широта", "шир",   "shirota",
                                                       "ендік",    "kenglik", "endik",  "кеңдик"};
constexpr std::array<std::string_view, 14> kLongitude = {
    "longitude", "long",   "lon",     "lng",     "долгота", "долг",       "dolgota",
    "бойлық",    "boilyq", "uzunlik", "узундук", "довгота", "longtitude", "долгата"};

// The last byte of every label, in both cases.
bool may_end_label(char c) {
  static constexpr std::string_view kLast = "eEtTaAkK\xBA\x9A\xB0\x90\x80\xA0";
  return kLast.find(c) != std::string_view::npos;
}

bool find_labelled_pair(const Scope& scope, const Decimal& first, Found& found) {
  const std::string_view text = scope.text;
  if (first.whole > 2 || first.fraction < 3) return false;
  std::size_t i = first.begin;
  for (int n = 0; n < 4 && i > 0 && !word_before(text, i); ++n) i -= letter_before(text, i).size;
  if (!may_end_label(byte_before(text, i))) return false;
  std::size_t begin = first.begin;
  for (const std::string_view label : kLatitude) {
    if (i >= label.size() && reads(text, i - label.size(), label) == label.size()) {
      begin = i - label.size();
      break;
    }
  }
  if (begin == first.begin) return false;
  i = skip_spaces(text, skip_degree_sign(text, skip_spaces(text, first.end, 1)), 1);
  if ((byte_at(text, i) == 'N' || byte_at(text, i) == 'S') && !word_at(text, i + 1)) ++i;
  for (int n = 0; n < 8 && i < text.size() && !word_at(text, i); ++n) i += letter_at(text, i).size;
  std::size_t label_size = 0;
  for (const std::string_view label : kLongitude) label_size = std::max(label_size, reads(text, i, label));
  if (label_size == 0) return false;
  i += label_size;
  for (int n = 0; n < 4 && i < text.size() && !word_at(text, i); ++n) i += letter_at(text, i).size;
  if (!is_digit(byte_at(text, i))) return false;
  const auto second = read_with_sign(text, i);
  if (!second || second->fraction < 3) return false;
  return add_location(scope, found, "labelled", begin, second->end, 0.97, value_of(text, first),
                      value_of(text, *second));
}

}  // namespace

void find_decimal_pair(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  if (found.taken("location", at)) return;
  if (end + 3 >= scope.text.size() || !is_digit(scope.text[end + 2]) || !is_digit(scope.text[end + 3]))
    return;
  const auto first = read_with_sign(scope.text, at);
  if (!first) return;
  if (find_labelled_pair(scope, *first, found)) return;
  if (find_hemisphere_pair(scope, at, found)) return;
  find_bare_pair(scope, *first, found);
}

}  // namespace ulika::detect_parts
