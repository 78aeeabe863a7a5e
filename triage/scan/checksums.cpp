#include "triage/scan/checksums.h"

#include <algorithm>
#include <array>
#include <span>

namespace ulika {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int digit(char c) {
  return c - '0';
}

int weighted(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += digit(digits[i]) * weights[i];
  return sum;
}

int two_digits(std::string_view text, std::size_t at) {
  return digit(text[at]) * 10 + digit(text[at + 1]);
}

}  // namespace

bool luhn_valid(std::string_view digits) {
  if (!all_digits(digits)) return false;
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int value = digit(digits[i]);
    sum += !twice ? value : value > 4 ? value * 2 - 9 : value * 2;
  }
  return sum % 10 == 0;
}

bool kz_number_valid(std::string_view digits) {
  static constexpr std::array kFirst = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  static constexpr std::array kSecond = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
  if (digits.size() != 12 || !all_digits(digits) || digits == "000000000000") return false;
  int check = weighted(digits, kFirst) % 11;
  if (check == 10) check = weighted(digits, kSecond) % 11;
  return check == digit(digits[11]);  // 10 again means that the number is never issued
}

std::string_view kz_number_kind(std::string_view digits) {
  if (!kz_number_valid(digits)) return {};
  const int month = two_digits(digits, 2);
  const bool month_fits = month >= 1 && month <= 12;
  if (digits[4] >= '4' && digits[4] <= '6') return month_fits ? "bin" : "iin_odd";
  const int day = two_digits(digits, 4);
  return month_fits && day >= 1 && day <= 31 && digits[6] <= '6' ? "iin" : "iin_odd";
}

bool ru_inn_valid(std::string_view digits) {
  static constexpr std::array kTen = {2, 4, 10, 3, 5, 9, 4, 6, 8};
  static constexpr std::array kEleventh = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  static constexpr std::array kTwelfth = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  if (!all_digits(digits) || digits.find_first_not_of('0') == std::string_view::npos) return false;
  const auto holds = [&](std::span<const int> weights) {
    return weighted(digits, weights) % 11 % 10 == digit(digits[weights.size()]);
  };
  if (digits.size() == 10) return holds(kTen);
  return digits.size() == 12 && holds(kEleventh) && holds(kTwelfth);
}

bool ru_bik_valid(std::string_view digits) {
  return digits.size() == 9 && all_digits(digits) && digits.substr(0, 2) == "04";
}

bool ru_account_valid(std::string_view bik, std::string_view account) {
  if (!ru_bik_valid(bik) || account.size() != 20 || !all_digits(account)) return false;
  // A correspondent account is kept by the settlement centre, whose number stands in the middle of the BIK.
  std::string keyed =
      account.substr(0, 3) == "301" ? "0" + std::string(bik.substr(4, 2)) : std::string(bik.substr(6));
  keyed += account;
  static constexpr std::array kWeights = {7, 1, 3};
  int sum = 0;
  for (std::size_t i = 0; i < keyed.size(); ++i) sum += digit(keyed[i]) * kWeights[i % 3] % 10;
  return sum % 10 == 0;
}

bool iban_valid(std::string_view iban, std::size_t length) {
  if (iban.size() != length || length < 5) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];  // country and check digits move to the end
    if (c >= '0' && c <= '9') {
      remainder = (remainder * 10 + digit(c)) % 97;
    } else if (c >= 'A' && c <= 'Z') {
      remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
    } else {
      return false;
    }
  }
  if (remainder != 1) return false;
  return iban.substr(0, 2) != "KZ" || all_digits(iban.substr(4, 3));
}

}  // namespace ulika
