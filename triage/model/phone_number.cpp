#include "triage/model/phone_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include "triage/base/embedded.h"
#include "triage/base/text.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_model_tables();

namespace {

constexpr std::size_t kLongestText = 64;
constexpr std::size_t kMostDigits = 15;  // E.164
constexpr std::size_t kLeastDigits = 8;  // of a number whose country is not in the table

std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

std::size_t count_of(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::logic_error("a number in phone_countries.tsv is wrong");
  return value;
}

std::vector<PhoneCountry> read_countries() {
  std::vector<PhoneCountry> countries;
  for (const EmbeddedFile& file : embedded_model_tables()) {
    if (file.name != "phone_countries.tsv") continue;
    for (std::string_view rest = file.content; !rest.empty();) {
      std::string_view line = cut(rest, '\n');
      if (line.empty() || line[0] < '0' || line[0] > '9') continue;  // comment, header
      PhoneCountry country;
      country.code = cut(line, '\t');
      country.least = count_of(cut(line, '\t'));
      country.most = count_of(cut(line, '\t'));
      country.domestic = cut(line, '\t') == "yes";
      countries.push_back(country);
    }
  }
  return countries;
}

bool is_filler(char32_t c) {
  constexpr std::array<char32_t, 9> kFillers = {' ', '-', '(', ')', '.', '/', '\t', 0xA0, 0x202F};
  return std::find(kFillers.begin(), kFillers.end(), c) != kFillers.end() || (c >= 0x2010 && c <= 0x2015) ||
         (c >= 0x2000 && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x2060 || c == 0xFEFF;
}

struct Digits {
  bool plus = false;
  std::string digits;
};

// The digits of a written number; nothing for text that holds more than a number.
std::optional<Digits> digits_of(std::string_view text) {
  if (text.size() > kLongestText) return std::nullopt;
  if (text.substr(0, 4) == "tel:") text.remove_prefix(4);
  text = text.substr(0, text.find_first_of(",;"));  // a pause and what is dialled after it
  Digits out;
  for (std::size_t at = 0; at < text.size();) {
    // "+44 (0)20 …": the trunk prefix is not dialled from abroad.
    if (out.plus && text.substr(at, 3) == "(0)") {
      at += 3;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    if (c >= '0' && c <= '9') {
      out.digits.push_back(static_cast<char>(c));
    } else if (c == '+' && !out.plus && out.digits.empty()) {
      out.plus = true;
    } else if (!is_filler(c)) {
      return std::nullopt;
    }
  }
  if (out.digits.empty()) return std::nullopt;
  return out;
}

// `digits` begins with a calling code.
std::string with_code(std::string_view digits) {
  if (digits.empty() || digits[0] == '0' || digits.size() > kMostDigits) return {};
  const PhoneCountry* country = phone_country(digits);
  const std::size_t own = country ? digits.size() - country->code.size() : digits.size();
  if (own < (country ? country->least : kLeastDigits) || own > (country ? country->most : kMostDigits))
    return {};
  return "+" + std::string(digits);
}

}  // namespace

const PhoneCountry* phone_country(std::string_view digits) {
  static const std::vector<PhoneCountry> countries = read_countries();
  const PhoneCountry* best = nullptr;
  for (const PhoneCountry& country : countries) {
    if (digits.substr(0, country.code.size()) == country.code &&
        (!best || country.code.size() > best->code.size())) {
      best = &country;
    }
  }
  return best;
}

std::string normal_phone(std::string_view text, PhoneForm form) {
  const std::optional<Digits> written = digits_of(text);
  if (!written) return {};
  const std::string_view digits = written->digits;
  if (written->plus || form == PhoneForm::international) return with_code(digits);
  if (digits.substr(0, 2) == "00") return with_code(digits.substr(2));
  // "8 10 996 …" from Kazakhstan and Russia; too long for a number at home.
  if (digits.substr(0, 3) == "810" && digits.size() > 12) return with_code(digits.substr(3));
  if (digits.size() == 11 && (digits[0] == '8' || digits[0] == '7')) {
    // Areas of +7: 3, 4, 8, 9 in Russia, 6 and 7 in Kazakhstan.
    const bool area = digits[1] == '3' || digits[1] == '4' || (digits[1] >= '6' && digits[1] <= '9');
    return area ? "+7" + std::string(digits.substr(1)) : std::string();
  }
  const PhoneCountry* country = phone_country(digits);
  return country && country->domestic ? with_code(digits) : std::string();
}

}  // namespace ulika
