// Telephone numbers: with '+' of every country, without it where people here write them so.
#include <array>
#include <string>

#include "triage/model/phone_number.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

struct Written {
  std::string digits;
  std::array<std::size_t, 16> ends{};   // byte after each digit
  std::array<std::size_t, 12> sizes{};  // of the groups
  std::size_t groups = 0;
  bool parentheses = false;
};

// Up to 15 digits from `at`, parted by at most three of space, hyphen and parentheses.
Written read_written(std::string_view text, std::size_t at) {
  Written written;
  std::size_t i = at;
  while (written.groups < written.sizes.size()) {
    std::size_t size = 0;
    for (; written.digits.size() < 15 && is_digit(byte_at(text, i)); ++i, ++size) {
      written.digits.push_back(text[i]);
      written.ends[written.digits.size() - 1] = i + 1;
    }
    written.sizes[written.groups++] = size;
    std::size_t next = i;
    bool parenthesis = false;
    for (int n = 0; n < 3; ++n) {
      const Letter letter = letter_at(text, next);
      if (letter.code == '(' || letter.code == ')') parenthesis = true;
      if (letter.code != ' ' && letter.code != '-' && letter.code != '(' && letter.code != ')' &&
          letter.code != 0xA0 && letter.code != 0x2011 && letter.code != 0x2013) {
        break;
      }
      next += letter.size;
    }
    if (next == i || !is_digit(byte_at(text, next)) || written.digits.size() >= 15) break;
    written.parentheses |= parenthesis;
    i = next;
  }
  return written;
}

// Whether the number may end after `count` digits: nothing glued behind it.
bool ends_at(std::string_view text, const Written& written, std::size_t count) {
  if (written.digits.size() < count) return false;
  const std::size_t end = written.ends[count - 1];
  const char next = byte_at(text, end);
  if (is_alnum(next) || next == '_' || next == '@' || next == '=' || next == '*' || next == '%') return false;
  return !((next == '.' || next == ',' || next == ':') && is_digit(byte_at(text, end + 1)));
}

std::size_t groups_within(const Written& written, std::size_t count) {
  std::size_t groups = 0;
  for (std::size_t seen = 0; groups < written.groups && seen < count; ++groups) seen += written.sizes[groups];
  return groups;
}

bool has_three_in_a_row(const Written& written, std::size_t groups) {
  for (std::size_t i = 0; i < groups; ++i) {
    if (written.sizes[i] >= 3) return true;
  }
  return false;
}

void add_phone(Found& found, std::string_view rule, std::size_t begin, std::size_t end, double confidence,
               const std::string& digits) {
  found.add(make_identifier("phone", rule, begin, end, confidence, "+" + digits));
}

void find_international(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const std::size_t begin = at - 1;
  const char before = byte_before(text, begin);
  if (is_token(before) || before == '+' || before == '.' || before == ',') return;
  if (static_cast<unsigned char>(before) >= 0x80 && word_before(text, begin) && scope.strict) return;
  const Written written = read_written(text, at);
  const PhoneCountry* country = phone_country(written.digits);
  if (!country) return;
  std::size_t count = written.digits.size();
  const std::size_t least = country->code.size() + country->least;
  const std::size_t most = country->code.size() + country->most;
  // What follows a complete number after a space may be something else: cut where a group ends.
  for (std::size_t groups = written.groups; groups > 0 && count > most; --groups)
    count -= written.sizes[groups - 1];
  if (count < least || !ends_at(text, written, count)) return;
  const std::size_t groups = groups_within(written, count);
  if (scope.strict && !has_three_in_a_row(written, std::min<std::size_t>(groups, 3))) return;
  add_phone(found, "phone", begin, written.ends[count - 1], groups >= 3 ? 0.95 : 0.85,
            written.digits.substr(0, count));
}

// "8 700 123-45-67", "87001234567", "7 (701) …": Kazakhstan and Russia share the code 7 and dial 8 at home.
void find_domestic_seven(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const Written written = read_written(text, at);
  if (written.digits.size() < 11 || !ends_at(text, written, 11)) return;
  const std::string_view digits = std::string_view(written.digits).substr(0, 11);
  const std::size_t groups = groups_within(written, 11);
  const char area = digits[1];
  const bool split_well =
      groups == 1 || written.sizes[0] == 4 ||
      (written.sizes[0] == 1 && (written.sizes[1] == 3 || (written.parentheses && written.sizes[1] <= 5)));
  const bool mobile = area == '7' || area == '9';
  if (!split_well || !(mobile || (written.parentheses && area >= '3' && area <= '8'))) return;
  if (groups == 1 && area == '7' &&
      !(digits[2] == '0' || digits[2] == '4' || digits[2] == '7' || digits[2] == '1' || digits[2] == '2'))
    return;
  if (scope.strict && (groups < 3 || !has_three_in_a_row(written, 3))) return;
  const double confidence = written.parentheses ? 0.9 : groups >= 4 ? 0.85 : groups > 1 ? 0.75 : 0.6;
  add_phone(found, "phone_kz_ru", at, written.ends[10], confidence, "7" + std::string(digits.substr(1)));
}

// "998 90 123 45 67" without '+', for the countries where that is usual.
void find_domestic_code(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  if (scope.strict) return;
  const PhoneCountry* country = phone_country(text.substr(at, end - at));
  if (!country || !country->domestic) return;
  const Written written = read_written(text, at);
  const std::size_t count = country->code.size() + country->least;
  const std::size_t groups = groups_within(written, count);
  if (!ends_at(text, written, count)) return;
  if (groups > 1 && (written.sizes[0] != 3 || groups < 3)) return;
  add_phone(found, "phone_ca", at, written.ends[count - 1], groups > 1 ? 0.7 : 0.5,
            written.digits.substr(0, count));
}

}  // namespace

void find_phone(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  const std::size_t run = end - at;
  if (found.taken("identifier", at)) return;
  const char before = byte_before(text, at);
  if (before == '+') {
    find_international(scope, at, found);
    return;
  }
  if (before == '(' && byte_before(text, at - 1) == '+') return;
  const bool seven = (text[at] == '8' || text[at] == '7') && (run == 1 || run == 4 || run == 11);
  const bool code = text[at] == '9' || text[at] == '3';
  if (!seven && !(code && (run == 3 || run == 11 || run == 12))) return;
  if (is_token(before) || before == '.' || before == ',' || before == '/' || before == '#' || before == '*')
    return;
  if (word_before(text, at)) return;
  if (seven) {
    find_domestic_seven(scope, at, found);
  } else {
    find_domestic_code(scope, at, end, found);
  }
}

}  // namespace ulika::detect_parts
