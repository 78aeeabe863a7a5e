// Card numbers, bare or in groups, and the magnetic tracks that start with one.
#include <array>
#include <optional>
#include <string>

#include "triage/scan/checksums.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"
#include "triage/scan/detect_tables.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

constexpr std::array<std::string_view, 14> kCardWords = {"карт",       "card",  "karta", "visa",  "виза",
                                                         "mastercard", "мир ",  "каспи", "kaspi", "сбер",
                                                         "halyk",      "халык", "pan",   "humo"};
constexpr std::size_t kContext = 48;  // bytes before a number in which a card word speaks for it

struct Groups {
  std::string digits;
  std::array<std::size_t, 6> sizes{};
  std::array<std::size_t, 6> ends{};
  std::size_t count = 0;
  bool one_separator = true;
};

// A space, no-break or thin space, dot or hyphen between groups; 0 for none.
Letter separator_at(std::string_view text, std::size_t i) {
  const Letter letter = letter_at(text, i);
  const bool separates = letter.code == ' ' || letter.code == 0xA0 || letter.code == 0x2009 ||
                         letter.code == '.' || letter.code == '-';
  return separates ? letter : Letter{};
}

// Groups of digits parted by single separators of one kind, from `at`; at most six groups.
Groups read_groups(std::string_view text, std::size_t at) {
  Groups groups;
  char32_t separator = 0;
  for (std::size_t i = at;;) {
    const std::size_t end = digits_end(text.substr(0, std::min(text.size(), i + 20)), i);
    groups.digits.append(text, i, end - i);
    groups.sizes[groups.count] = end - i;
    groups.ends[groups.count++] = end;
    const Letter between = separator_at(text, end);
    if (groups.count == groups.sizes.size() || between.size == 0 ||
        !is_digit(byte_at(text, end + between.size)))
      break;
    if (separator != 0 && between.code != separator) break;
    separator = between.code;
    i = end + between.size;
  }
  return groups;
}

bool same_digit(std::string_view digits) {
  return digits.find_first_not_of(digits[0]) == std::string_view::npos;
}

// How many of the leading groups are written as card numbers are; 0 when they are not.
std::size_t card_groups(const Groups& g) {
  const auto& s = g.sizes;
  if (g.count >= 4 && s[0] == 4 && s[1] == 4 && s[2] == 4 && s[3] == 4) {
    return g.count >= 5 && s[4] <= 3 && card_scheme(std::string_view(g.digits).substr(0, 16 + s[4])) &&
                   luhn_valid(std::string_view(g.digits).substr(0, 16 + s[4]))
               ? 5
               : 4;
  }
  if (g.count >= 3 && s[0] == 4 && s[1] == 6 && (s[2] == 5 || s[2] == 4)) return 3;
  if (g.count >= 3 && s[0] == 4 && s[1] == 4 && s[2] == 8) return 3;
  if (g.count >= 2 && s[0] == 8 && s[1] == 8) return 2;
  return 0;
}

// Whether digits go on beyond a separator next to the number in a way that makes it part of something longer.
bool goes_on_before(std::string_view text, std::size_t at, bool grouped) {
  const Letter between = letter_before(text, at);
  if (between.code != ' ' && between.code != '.' && between.code != '-' && between.code != 0xA0) return false;
  std::size_t digits = 0;
  for (std::size_t i = at - between.size; i > 0 && digits < 20 && is_digit(text[i - 1]); --i) ++digits;
  return grouped ? digits >= 4 : digits >= 12;
}

bool goes_on_after(std::string_view text, std::size_t end, bool grouped) {
  const Letter between = separator_at(text, end);
  if (between.size == 0) return false;
  const std::size_t begin = end + between.size;
  const std::size_t digits = digits_end(text.substr(0, std::min(text.size(), begin + 20)), begin) - begin;
  if (digits == 0) return false;
  if (between.code == '.' || between.code == '-') return true;
  return grouped ? digits >= 4 : digits >= 12;
}

// "12/30" or "12/2030" after the number, as YYMM; empty when there is none.
std::string expiry_after(std::string_view text, std::size_t end) {
  std::size_t i = end;
  for (int n = 0; n < 3 && (byte_at(text, i) == ' ' || byte_at(text, i) == ',' || byte_at(text, i) == '\n');
       ++n)
    ++i;
  if (i == end || digits_end(text, i) != i + 2 || byte_at(text, i + 2) != '/') return {};
  const int month = (text[i] - '0') * 10 + (text[i + 1] - '0');
  const std::size_t year_end = digits_end(text.substr(0, std::min(text.size(), i + 8)), i + 3);
  const std::size_t year_digits = year_end - (i + 3);
  if (month < 1 || month > 12 || (year_digits != 2 && year_digits != 4)) return {};
  return std::string(text.substr(year_end - 2, 2)) + std::string(text.substr(i, 2));
}

Detection card(std::string_view rule, std::size_t begin, std::size_t end, double confidence,
               std::string_view pan, const CardScheme& scheme) {
  Detection detection = make_detection("card", rule, begin, end, confidence);
  detection.fields.emplace_back("pan", std::string(pan));
  detection.fields.emplace_back("scheme", scheme.name);
  if (is_test_card(pan)) detection.fields.emplace_back("test", std::int64_t{1});
  return detection;
}

// The expiry and service code of a track at `i`: YYMM and three digits. Empty when they are not there.
std::string track_expiry(std::string_view text, std::size_t i) {
  if (digits_end(text.substr(0, std::min(text.size(), i + 7)), i) != i + 7) return {};
  const int month = (text[i + 2] - '0') * 10 + (text[i + 3] - '0');
  return month >= 1 && month <= 12 ? std::string(text.substr(i, 4)) : std::string();
}

bool find_track(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  constexpr std::size_t kMostDiscretionary = 20;
  constexpr std::size_t kLongestName = 26;
  const std::string_view text = scope.text;
  const std::string_view pan = text.substr(at, end - at);
  const CardScheme* scheme = card_scheme(pan);
  if (!scheme || !luhn_valid(pan) || same_digit(pan)) return false;
  std::size_t begin = at;
  std::size_t i = end + 1;
  std::string holder;
  const bool first_track = text[end] == '^';
  if (first_track) {
    const std::size_t name_end = text.substr(0, std::min(text.size(), i + kLongestName + 1)).find('^', i);
    if (name_end == std::string_view::npos || name_end < i + 2) return false;
    holder = text.substr(i, name_end - i);
    for (const char c : holder) {
      if (static_cast<unsigned char>(c) < 0x20) return false;
    }
    i = name_end + 1;
    if (lower(byte_before(text, begin)) == 'b') --begin;
    if (byte_before(text, begin) == '%') --begin;
  } else if (byte_before(text, begin) == ';') {
    --begin;
  }
  if (is_alnum(byte_before(text, begin))) return false;
  const std::string expiry = track_expiry(text, i);
  if (expiry.empty()) return false;
  i += 7;
  if (first_track) {
    for (int n = 0; n < 60 && i < text.size() && text[i] > ' ' && text[i] < 0x7F && text[i] != '?'; ++n) ++i;
  } else {
    const std::size_t rest = digits_end(text.substr(0, std::min(text.size(), i + kMostDiscretionary)), i);
    if (is_digit(byte_at(text, rest))) return false;
    i = byte_at(text, rest) == 'F' ? rest + 1 : rest;
  }
  if (byte_at(text, i) == '?') ++i;
  Detection detection = card(first_track ? "track1" : "track2", begin, i, 0.98, pan, *scheme);
  detection.fields.emplace_back("expiry", expiry);
  if (!holder.empty()) detection.fields.emplace_back("holder", holder);
  detection.fields.emplace_back("origin", std::string(first_track ? "track1" : "track2"));
  return found.add(std::move(detection));
}

bool starts_cleanly(std::string_view text, std::size_t at) {
  const char previous = byte_before(text, at);
  return !is_alnum(previous) && previous != '.' && previous != '=' && previous != '_' && previous != '-' &&
         previous != '+';
}

bool ends_cleanly(std::string_view text, std::size_t end) {
  const char next = byte_at(text, end);
  return !is_alnum(next) && next != '=' && next != '_' && next != '@';
}

}  // namespace

void find_card(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  const std::size_t run = end - at;
  if (found.taken("card", at)) return;
  const char next = byte_at(text, end);
  if (run >= 12 && (next == '^' || next == '=' || next == 'D') && find_track(scope, at, end, found)) return;
  if (run < 12 && run != 4 && run != 8) return;
  if (run < 12 && separator_at(text, end).size == 0) return;
  if (!starts_cleanly(text, at)) return;
  const bool grouped = run < 12;
  std::string pan(text.substr(at, run));
  if (grouped) {
    const Groups groups = read_groups(text, at);
    const std::size_t count = card_groups(groups);
    if (count == 0) return;
    std::size_t digits = 0;
    for (std::size_t k = 0; k < count; ++k) digits += groups.sizes[k];
    pan = groups.digits.substr(0, digits);
    end = groups.ends[count - 1];
  }
  const CardScheme* scheme = card_scheme(pan);
  if (!scheme || same_digit(pan) || !ends_cleanly(text, end)) return;
  const bool luhn = luhn_valid(pan);
  if (!luhn && (scheme->luhn_required || (scope.strict && !grouped))) return;
  if (goes_on_before(text, at, grouped) || goes_on_after(text, end, grouped)) return;
  const bool spoken_for = stands_before(text, at, kContext, kCardWords);
  const bool old_short_form = pan.size() == 13;
  if ((scheme->needs_context || (old_short_form && scope.strict)) && !grouped && !spoken_for) return;
  const double confidence =
      (luhn ? 0.6 : 0.35) + (grouped ? 0.25 : 0) + (spoken_for ? 0.1 : 0) - (old_short_form ? 0.2 : 0);
  Detection detection = card("pan", at, end, confidence, pan, *scheme);
  if (std::string expiry = expiry_after(text, end); !expiry.empty()) {
    detection.fields.emplace_back("expiry", std::move(expiry));
  } else if (!grouped && !spoken_for) {
    // One in thirty numbers of 16 digits fits a scheme and its check digit.
    detection.fields.emplace_back("confidence", std::string("low"));
  }
  found.add(std::move(detection));
}

}  // namespace ulika::detect_parts
