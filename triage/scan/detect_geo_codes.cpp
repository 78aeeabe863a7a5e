#include "triage/scan/detect_geo_codes.h"

#include <cstdint>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika {
namespace {

using namespace detect_chars;

constexpr std::string_view kUrlBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kPlusAlphabet = "23456789CFGHJMPQRVWX";

std::optional<unsigned> plus_digit(char c) {
  const std::size_t value = kPlusAlphabet.find(is_alpha(c) ? static_cast<char>(lower(c) - 32) : c);
  return value == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(value));
}

}  // namespace

std::optional<GeoPoint> decode_ge0(std::string_view code) {
  if (code.size() < 10 || kUrlBase64.find(code[0]) == std::string_view::npos) return std::nullopt;
  std::uint32_t latitude = 0;
  std::uint32_t longitude = 0;
  int shift = 27;
  for (const char c : code.substr(1, 9)) {
    const std::size_t found = kUrlBase64.find(c);
    if (found == std::string_view::npos) return std::nullopt;
    const auto v = static_cast<std::uint32_t>(found);
    latitude |= ((v >> 5 & 1) << 2 | (v >> 3 & 1) << 1 | (v >> 1 & 1)) << shift;
    longitude |= ((v >> 4 & 1) << 2 | (v >> 2 & 1) << 1 | (v & 1)) << shift;
    shift -= 3;
  }
  constexpr double kSteps = 1 << 30;
  constexpr double kMiddle = 4;  // the centre of the last step
  return GeoPoint{(latitude + kMiddle) / (kSteps - 1) * 180 - 90, (longitude + kMiddle) / kSteps * 360 - 180};
}

std::optional<GeoPoint> decode_plus_code(std::string_view code) {
  if (code.size() < 11 || code.size() > 16 || code[8] != '+') return std::nullopt;
  double latitude = -90;
  double longitude = -180;
  double step = 20;  // degrees of a pair of digits, each a twentieth of the one before
  std::size_t pairs = 0;
  std::size_t i = 0;
  for (; pairs < 5; ++pairs) {
    const auto north = plus_digit(code[i]);
    const auto east = plus_digit(code[i + 1]);
    if (!north || !east) return std::nullopt;
    if (pairs == 0 && (*north * 20 >= 180 || *east * 20 >= 360)) return std::nullopt;
    latitude += *north * step;
    longitude += *east * step;
    i += 2;
    if (i == 8) ++i;  // the '+'
    if (pairs < 4) step /= 20;
  }
  double height = step;
  double width = step;
  for (; i < code.size(); ++i) {  // each further digit is a cell of a grid of five rows and four columns
    const auto cell = plus_digit(code[i]);
    if (!cell) return std::nullopt;
    height /= 5;
    width /= 4;
    const auto row = *cell / 4, column = *cell % 4;
    latitude += row * height;
    longitude += column * width;
  }
  return GeoPoint{latitude + height / 2, longitude + width / 2};
}

std::optional<GeoPoint> decode_osm_short(std::string_view code) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~";
  std::uint64_t x = 0;
  std::uint64_t y = 0;
  int bits = 0;
  for (const char c : code) {
    const std::size_t found = kAlphabet.find(c == '@' ? '~' : c);
    if (found == std::string_view::npos || bits >= 30) break;
    for (int i = 5; i > 0; i -= 2) {
      x = x << 1 | (found >> i & 1);
      y = y << 1 | (found >> (i - 1) & 1);
    }
    bits += 3;
  }
  if (bits < 9) return std::nullopt;
  constexpr double kWhole = 4294967296.0;
  return GeoPoint{static_cast<double>(y << (32 - bits)) * 180 / kWhole - 90,
                  static_cast<double>(x << (32 - bits)) * 360 / kWhole - 180};
}

namespace detect_parts {

void find_plus_code(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const std::size_t sign = text[at] == '%' ? 3 : 1;  // "%2B" in a link
  if (at < 8 || found.taken("location", at)) return;
  const std::size_t begin = at - 8;
  const char before = byte_before(text, begin);
  if (is_alnum(before) || before == '+') return;
  bool letters = false;
  for (std::size_t i = begin; i < at; ++i) {
    if (!plus_digit(text[i])) return;
    letters |= is_alpha(text[i]);
  }
  std::size_t end = at + sign;
  while (end < at + sign + 8 && end < text.size() && plus_digit(text[end])) ++end;
  if (!letters || is_alnum(byte_at(text, end)) || byte_at(text, end) == '+') return;
  std::string code(text.substr(begin, 8));
  code += '+';
  code += text.substr(at + sign, end - at - sign);
  const auto point = decode_plus_code(code);
  if (point) add_location(scope, found, "pluscode", begin, end, 0.9, point->latitude, point->longitude);
}

void find_three_words(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const char before = byte_before(text, at);
  if (before == '/' || before == ':' || word_before(text, at) || found.taken("location", at)) return;
  std::size_t i = at + 3;
  for (int word = 0; word < 3; ++word) {
    std::size_t letters = 0;
    for (Letter letter = letter_at(text, i); letter.size != 0 && letters < 40; letter = letter_at(text, i)) {
      if (!is_word(letter.code) || letter.code == '_' ||
          (letter.code < 0x80 && is_digit(static_cast<char>(letter.code))))
        break;
      i += letter.size;
      ++letters;
    }
    if (letters < 2) return;
    if (word < 2 && byte_at(text, i++) != '.') return;
  }
  if (word_at(text, i) || (byte_at(text, i) == '.' && word_at(text, i + 1))) return;
  Detection detection = make_detection("location", "w3w", at, i, 0.8);
  detection.fields.emplace_back("value", std::string(text.substr(at, i - at)));
  found.add(std::move(detection));
}

}  // namespace detect_parts
}  // namespace ulika
