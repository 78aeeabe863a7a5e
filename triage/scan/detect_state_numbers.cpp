// Numbers that a state or a bank gives: IIN, BIN, INN, BIK, accounts, IBAN, and the IMEI of a phone.
#include <array>
#include <string>

#include "triage/scan/checksums.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"
#include "triage/scan/detect_tables.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

constexpr std::size_t kLabelReach = 24;  // bytes
constexpr std::size_t kBikReach = 90;    // bytes between an account and the BIK of its bank
constexpr std::array<std::string_view, 9> kIinWords = {"иин", "бин", "жсн",       "бсн", "iin",
                                                       "bin", "jsn", "удостовер", "іин"};
constexpr std::array<std::string_view, 2> kInnWords = {"инн", "inn"};
constexpr std::array<std::string_view, 3> kBikWords = {"бик", "bik", "bic"};
constexpr std::array<std::string_view, 1> kImeiWords = {"imei"};

// The BIK near [begin, end) that the account's key fits; empty when there is none.
std::string_view bik_near(std::string_view text, std::size_t begin, std::size_t end,
                          std::string_view account) {
  const std::size_t from = begin > kBikReach ? begin - kBikReach : 0;
  const std::size_t to = std::min(text.size(), end + kBikReach);
  for (std::size_t i = from; i < to;) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    const std::size_t run_end = digits_end(text.substr(0, to), i);
    const bool whole =
        run_end - i == 9 && !is_digit(byte_before(text, i)) && !is_digit(byte_at(text, run_end));
    if (whole && ru_account_valid(text.substr(i, 9), account)) return text.substr(i, 9);
    i = run_end;
  }
  return {};
}

void find_account(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view account = scope.text.substr(at, 20);
  const std::string_view currency = account.substr(5, 3);
  const bool form =
      (account[0] == '4' || account.substr(0, 2) == "30") &&
      (currency == "810" || currency == "398" || currency == "840" || currency == "978" || currency == "643");
  if (!form || bik_near(scope.text, at, end, account).empty()) return;
  found.add(make_identifier("account", "ru_account", at, end, 0.95, std::string(account)));
}

bool followed_by_account(std::string_view text, std::size_t end, std::string_view bik) {
  const std::size_t to = std::min(text.size(), end + kBikReach);
  for (std::size_t i = end; i < to; ++i) {
    if (!is_digit(text[i])) continue;
    const std::size_t run_end = digits_end(text.substr(0, std::min(text.size(), i + 21)), i);
    if (run_end - i == 20 && ru_account_valid(bik, text.substr(i, 20))) return true;
    i = run_end;
  }
  return false;
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t end) {
  static constexpr std::string_view kGlue = "+=._-";
  const char before = byte_before(text, at);
  const char after = byte_at(text, end);
  if (before != '\0' && kGlue.find(before) != std::string_view::npos) return false;
  if (word_before(text, at) || word_at(text, end) || after == '=' || after == '-' || after == '@')
    return false;
  if ((before == ',' || before == '/') && at > 1 && is_digit(text[at - 2])) return false;
  return !((after == '.' || after == ',') && is_digit(byte_at(text, end + 1)));
}

}  // namespace

void find_state_number(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  const std::string_view digits = text.substr(at, end - at);
  if (found.taken("identifier", at)) return;
  switch (digits.size()) {
    case 9:
      if (!ru_bik_valid(digits) || !stands_alone(text, at, end)) return;
      if (stands_before(text, at, kLabelReach, kBikWords) || followed_by_account(text, end, digits)) {
        found.add(make_identifier("bik", "ru_bik", at, end, 0.8, std::string(digits)));
      }
      return;
    case 10:
      if (ru_inn_valid(digits) && stands_alone(text, at, end) &&
          stands_before(text, at, kLabelReach, kInnWords)) {
        found.add(make_identifier("inn", "ru_inn", at, end, 0.95, std::string(digits)));
      }
      return;
    case 12: {
      const std::string_view kind = kz_number_kind(digits);
      const bool inn = ru_inn_valid(digits);
      if ((kind.empty() && !inn) || !stands_alone(text, at, end)) return;
      if (inn && stands_before(text, at, kLabelReach, kInnWords)) {
        found.add(make_identifier("inn", "ru_inn", at, end, 0.95, std::string(digits)));
        return;
      }
      if (kind.empty()) return;
      const bool labelled = stands_before(text, at, kLabelReach, kIinWords);
      // One row of twelve digits in eleven passes the sum: without a label the date must be plausible too.
      if (!labelled && (scope.strict || kind == "iin_odd")) return;
      const bool bin = kind == "bin";
      found.add(make_identifier(bin ? "bin" : "iin", bin ? "kz_bin" : "kz_iin", at, end,
                                labelled ? 0.95 : 0.5, std::string(digits)));
      return;
    }
    case 15:
      if (luhn_valid(digits) && stands_alone(text, at, end) &&
          stands_before(text, at, kLabelReach, kImeiWords)) {
        found.add(make_identifier("imei", "imei", at, end, 0.9, std::string(digits)));
      }
      return;
    case 20:
      if (stands_alone(text, at, end)) find_account(scope, at, end, found);
      return;
    default:
      return;
  }
}

void find_iban(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  if (at < 2 || found.taken("identifier", at - 2)) return;
  const std::size_t begin = at - 2;
  const bool upper = is_upper(text[begin]) && is_upper(text[begin + 1]);
  const bool lower_case = reads(text, begin, "kz") == 2 && text[begin] == 'k' && text[begin + 1] == 'z';
  if (!(upper || lower_case) || is_token(byte_before(text, begin)) || word_before(text, begin)) return;
  const std::string_view country = upper ? text.substr(begin, 2) : std::string_view("KZ");
  const std::size_t length = iban_length(country);
  if (length == 0) return;
  std::string iban;
  bool three_digits = end - at >= 3;
  std::size_t run = 0;
  std::size_t i = begin;
  while (iban.size() < length && i < text.size()) {
    const char c = text[i];
    if (is_digit(c) || (upper ? is_upper(c) : (c >= 'a' && c <= 'z'))) {
      iban.push_back(upper || is_digit(c) ? c : static_cast<char>(c - 32));
      run = is_digit(c) ? run + 1 : 0;
      three_digits |= run >= 3;
      ++i;
      continue;
    }
    const Letter gap = letter_at(text, i);
    if (iban.size() % 4 != 0 || !(gap.code == ' ' || gap.code == 0xA0 || gap.code == '-')) return;
    run = 0;
    i += gap.size;
  }
  if (!iban_valid(iban, length) || word_at(text, i)) return;
  if (scope.strict && !three_digits) return;
  found.add(make_identifier("iban", "iban", begin, i, 0.98, iban));
}

}  // namespace ulika::detect_parts
