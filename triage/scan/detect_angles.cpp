// Coordinates as degrees, minutes and seconds, or degrees and decimal minutes.
#include <array>
#include <charconv>
#include <optional>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

enum class AngleForm { minutes, seconds };

struct Angle {
  AngleForm form = AngleForm::seconds;
  double value = 0;
  int hemisphere = 0;  // -1 south or west, 1 north or east, 0 not written
  std::size_t end = 0;
};

std::size_t skip_degree(std::string_view text, std::size_t i) {
  const Letter letter = letter_at(text, i);
  const bool sign = letter.code == 0xB0 || letter.code == 0xBA || letter.code == 0x2DA ||
                    (letter.code == kBroken && text[i] == '\xB0');
  return sign ? i + letter.size : i;
}

std::size_t skip_minute_mark(std::string_view text, std::size_t i) {
  const Letter letter = letter_at(text, i);
  const bool mark = letter.code == '\'' || letter.code == 0x2032 || letter.code == 0x2019 ||
                    letter.code == 0x2018 || letter.code == '`';
  return mark ? i + letter.size : i;
}

std::size_t skip_second_mark(std::string_view text, std::size_t i) {
  const Letter letter = letter_at(text, i);
  if (letter.code == '"' || letter.code == 0x2033 || letter.code == 0x201D || letter.code == 0x201C)
    return i + letter.size;
  const std::size_t one = skip_minute_mark(text, i);
  const std::size_t two = skip_minute_mark(text, one);
  return one > i && two > one ? two : i;
}

// A number below 60 of one or two digits and perhaps `least` to 6 decimals; the fraction's digits in
// `decimals`.
std::optional<double> read_sixtieth(std::string_view text, std::size_t& i, std::size_t& decimals) {
  const std::size_t whole_end = digits_end(text.substr(0, std::min(text.size(), i + 3)), i);
  if (whole_end == i || whole_end - i > 2) return std::nullopt;
  std::array<char, 12> buffer{};
  std::size_t length = text.copy(buffer.data(), whole_end - i, i);
  i = whole_end;
  decimals = 0;
  const char point = byte_at(text, i);
  if ((point == '.' || point == ',') && is_digit(byte_at(text, i + 1))) {
    const std::size_t end = digits_end(text.substr(0, std::min(text.size(), i + 8)), i + 1);
    decimals = end - i - 1;
    if (decimals > 6) return std::nullopt;
    buffer[length++] = '.';
    length += text.copy(buffer.data() + length, decimals, i + 1);
    i = end;
  }
  double value = 0;
  std::from_chars(buffer.data(), buffer.data() + length, value);
  return value < 60 ? std::optional(value) : std::nullopt;
}

int hemisphere_of(char32_t code, bool latitude) {
  const char32_t letter = fold(code);
  if (latitude) return letter == 'n' || letter == U'с' ? 1 : letter == 's' || letter == U'ю' ? -1 : 0;
  return letter == 'e' || letter == U'в' ? 1 : letter == 'w' || letter == U'з' ? -1 : 0;
}

// "N", "с.ш.", "с. ш." after the angle.
void read_hemisphere(std::string_view text, Angle& angle, bool latitude) {
  std::size_t i = skip_spaces(text, angle.end, 1);
  const Letter letter = letter_at(text, i);
  const int sign = letter.size == 0 ? 0 : hemisphere_of(letter.code, latitude);
  if (sign == 0) return;
  i += letter.size;
  const std::size_t short_form = i;
  std::size_t long_form = i;
  if (byte_at(text, long_form) == '.') ++long_form;
  long_form = skip_spaces(text, long_form, 1);
  if (const std::size_t size = reads(text, long_form, latitude ? "ш" : "д"); size != 0) {
    long_form += size;
    if (!word_at(text, long_form)) i = byte_at(text, long_form) == '.' ? long_form + 1 : long_form;
  }
  if (word_at(text, i)) return;
  // A lone lower-case «з» is a word, not "west".
  if (i == short_form && letter.code >= 0x80 && fold(letter.code) == letter.code && sign < 0) return;
  angle.hemisphere = sign;
  angle.end = i;
}

std::optional<Angle> read_angle(std::string_view text, std::size_t i, bool latitude) {
  const std::size_t degrees_end = digits_end(text.substr(0, std::min(text.size(), i + 4)), i);
  if (degrees_end == i || degrees_end - i > (latitude ? 2u : 3u)) return std::nullopt;
  int degrees = 0;
  std::from_chars(text.data() + i, text.data() + degrees_end, degrees);
  std::size_t at = skip_spaces(text, degrees_end, 1);
  const std::size_t after_sign = skip_degree(text, at);
  if (after_sign == at) return std::nullopt;
  at = skip_spaces(text, after_sign, 1);
  std::size_t decimals = 0;
  const auto minutes = read_sixtieth(text, at, decimals);
  if (!minutes) return std::nullopt;
  Angle angle;
  angle.value = degrees + *minutes / 60;
  if (decimals >= 2) {
    angle.form = AngleForm::minutes;
    const std::size_t mark = skip_spaces(text, at, 1);
    angle.end = skip_minute_mark(text, mark) > mark ? skip_minute_mark(text, mark) : at;
  } else {
    if (decimals != 0) return std::nullopt;
    at = skip_spaces(text, at, 1);
    const std::size_t after_minutes = skip_minute_mark(text, at);
    if (after_minutes == at) return std::nullopt;
    at = skip_spaces(text, after_minutes, 1);
    const auto seconds = read_sixtieth(text, at, decimals);
    if (!seconds) return std::nullopt;
    at = skip_spaces(text, at, 1);
    angle.end = skip_second_mark(text, at);
    if (angle.end == at) return std::nullopt;
    angle.value += *seconds / 3600;
  }
  read_hemisphere(text, angle, latitude);
  return angle;
}

bool is_gap(char32_t code) {
  return is_space(code) || code == ',' || code == ';' || code == '/';
}

// A hemisphere letter of its own right before `i` (and a space between).
int letter_in_front(std::string_view text, std::size_t& i, bool latitude) {
  std::size_t at = i;
  if (is_space(letter_before(text, at).code)) at -= letter_before(text, at).size;
  const Letter letter = letter_before(text, at);
  const int sign = letter.size == 0 ? 0 : hemisphere_of(letter.code, latitude);
  if (sign == 0 || word_before(text, at - letter.size)) return 0;
  i = at - letter.size;
  return sign;
}

}  // namespace

void find_angle_pair(const Scope& scope, std::size_t at, std::size_t, Found& found) {
  const std::string_view text = scope.text;
  if (found.taken("location", at)) return;
  const auto north = read_angle(text, at, true);
  if (!north) return;
  std::size_t begin = at;
  int north_sign = north->hemisphere;
  if (const int sign = letter_in_front(text, begin, true); sign != 0 && north_sign == 0) north_sign = sign;
  if (byte_before(text, begin) == '.' || word_before(text, begin)) return;
  std::size_t i = north->end;
  std::size_t gap = 0;
  for (; gap < 4 && letter_at(text, i).size != 0 && is_gap(letter_at(text, i).code); ++gap)
    i += letter_at(text, i).size;
  int east_sign = 0;
  if (const Letter letter = letter_at(text, i); letter.size != 0 && hemisphere_of(letter.code, false) != 0) {
    east_sign = hemisphere_of(letter.code, false);
    i = skip_spaces(text, i + letter.size, 1);
  }
  const auto east = read_angle(text, i, false);
  if (!east || east->form != north->form || (east->form == AngleForm::minutes && gap == 0)) return;
  if (east->hemisphere != 0) east_sign = east->hemisphere;
  const bool seconds = east->form == AngleForm::seconds;
  add_location(scope, found, seconds ? "dms" : "dm", begin, east->end, seconds ? 0.95 : 0.9,
               north_sign < 0 ? -north->value : north->value, east_sign < 0 ? -east->value : east->value);
}

}  // namespace ulika::detect_parts
