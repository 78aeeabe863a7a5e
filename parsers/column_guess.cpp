#include "parsers/column_guess.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>
#include <tuple>

#include "parsers/column_words.h"

namespace ulika {
namespace {

// A clock and the stored numbers that are dates from 2005 to 2035 in it, but for Apple's: seconds were used
// from 2008 on, nanoseconds from 2016 on. The windows do not overlap.
struct Clock {
  std::string_view function;
  double first, last;
  bool telling;  // its numbers are so long that nothing else looks like them
};
constexpr Clock kClocks[] = {
    {"unix_s", 1104537600.0, 2051222400.0, false},       {"unix_ms", 1104537600e3, 2051222400e3, true},
    {"unix_us", 1104537600e6, 2051222400e6, true},       {"unix_auto", 1104537600e9, 2051222400e9, true},
    {"apple_time", 220838400.0, 1072915200.0, false},    {"apple_time", 473385600e9, 1072915200e9, true},
    {"webkit_time", 12749011200e6, 13695696000e6, true}, {"filetime", 12749011200e7, 13695696000e7, true},
};

std::optional<double> number_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  const auto& text = std::get<std::string>(value);
  if (text.empty() || text.size() > 24) return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (*end != '\0' || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string text_of_value(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : std::string();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "2026-03-01 04:05…", also with T.
bool is_iso_time(std::string_view text) {
  static constexpr std::string_view kForm = "0000-00-00 00:00";
  if (text.size() < kForm.size() || text.size() > 40) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool fits = kForm[i] == '0'   ? is_digit(text[i])
                      : kForm[i] == ' ' ? text[i] == ' ' || text[i] == 'T'
                                        : text[i] == kForm[i];
    if (!fits) return false;
  }
  return true;
}

std::string digits_in(std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (is_digit(c)) digits.push_back(c);
  }
  return digits;
}

// Digits with the signs that people put between them.
bool is_phone(std::string_view text) {
  if (text.size() > 24 || text.find_first_not_of("0123456789+()- .") != std::string_view::npos) return false;
  if (text.find('.') != std::string_view::npos || text.find('+', 1) != std::string_view::npos) return false;
  const auto count = digits_in(text).size();
  return count >= 10 && count <= 15;
}

bool is_certain_phone(std::string_view text) {
  if (!is_phone(text)) return false;
  const std::string digits = digits_in(text);
  return text.front() == '+' || (digits.size() == 11 && (digits[0] == '7' || digits[0] == '8'));
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.size() < 120 &&
         text.find('.', at + 2) != std::string_view::npos &&
         text.find_first_of(" /\n,;") == std::string_view::npos &&
         text.find('@', at + 1) == std::string_view::npos;
}

bool is_url(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

// ISO/IEC 7812-1: the number's last digit is its Luhn checksum. 16 digits of the schemes' ranges 2 to 6.
bool is_card(std::string_view text) {
  const std::string digits = digits_in(text);
  if (digits.size() != 16 || text.size() > 19 || digits[0] < '2' || digits[0] > '6') return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[i] - '0';
    if (i % 2 == 0 && (digit *= 2) > 9) digit -= 9;
    sum += digit;
  }
  return sum % 10 == 0;
}

// Words with spaces between them: no code, path, markup or serialised value.
bool is_prose(std::string_view text) {
  if (text.size() < 3 || text.front() == '{' || text.front() == '[' || text.front() == '<' || is_url(text))
    return false;
  const bool has_letters =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 'A'; });
  return has_letters && text.find(' ') != std::string_view::npos;
}

class Guesser {
 public:
  explicit Guesser(const TableSample& table) : table_(table) {}

  TableGuess guess() {
    for (const ColumnSample& column : table_.columns) {
      if (!column.values.empty()) look_at(column);
    }
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.guess.score > b.guess.score; });
    TableGuess out;
    std::vector<std::string> taken;
    for (const Candidate& candidate : candidates_) {
      if (out.count(candidate.role) != 0 ||
          std::find(taken.begin(), taken.end(), candidate.guess.column) != taken.end())
        continue;
      out[candidate.role] = candidate.guess;
      taken.push_back(candidate.guess.column);
    }
    settle_degrees(out);
    return out;
  }

 private:
  struct Candidate {
    ColumnRole role;
    ColumnGuess guess;
  };

  void look_at(const ColumnSample& column) {
    column_ = &column;
    words_ = words_of(column.name);
    look_for_time();
    look_for_degrees();
    const double urls = share([](const std::string& text) { return is_url(text); });
    if (urls >= 0.7) add(ColumnRole::url, 0.8 + urls + word(ColumnRole::url));
    const double cards = share(is_card);
    if (cards >= 0.6) add(ColumnRole::card, 1 + cards + word(ColumnRole::card));
    const double emails = share(is_email);
    if (emails >= 0.6) add(ColumnRole::email, 1 + emails + word(ColumnRole::email));
    const double phones = share(is_phone);
    if (word(ColumnRole::phone) > 0 && phones >= 0.5) {
      add(ColumnRole::phone, 1 + phones + word(ColumnRole::phone));
    } else if (column.values.size() >= 3 && share(is_certain_phone) >= 0.7) {
      add(ColumnRole::phone, 0.5 + phones);
    }
    const double prose = share(is_prose);
    const double texts = share([](const std::string& text) { return number_free(text); });
    if (word(ColumnRole::text) > 0 && texts >= 0.5) {
      add(ColumnRole::text, 1 + prose + word(ColumnRole::text));
    } else if (prose >= 0.5) {
      add(ColumnRole::text, prose);
    }
    by_name(ColumnRole::title, texts >= 0.5);
    by_name(ColumnRole::name, texts >= 0.5);
    by_name(ColumnRole::handle, texts >= 0.5);
    by_name(ColumnRole::address, prose >= 0.3);
    by_name(ColumnRole::sender, true);
    by_name(ColumnRole::recipient, true);
    by_name(ColumnRole::party, true);
    by_name(ColumnRole::chat, true);
    const bool numbers = numeric_share([](double v) { return v >= 0 && v < 1e6; }) >= 0.9;
    by_name(ColumnRole::duration, numbers);
    by_name(ColumnRole::accuracy, numbers);
  }

  void look_for_time() {
    const double hint = word(ColumnRole::time);
    const double iso = share([](const std::string& text) { return is_iso_time(text); });
    if (iso >= 0.8) return add(ColumnRole::time, 1 + iso + hint, "iso");
    for (const Clock& clock : kClocks) {
      const double fits = numeric_share([&](double v) { return v >= clock.first && v <= clock.last; }, true);
      if (fits < 0.8) continue;
      if (hint > 0) {
        add(ColumnRole::time, 1 + fits + hint, clock.function);
      } else if (clock.telling && fits >= 0.95 && column_->values.size() >= 2) {
        add(ColumnRole::time, 0.3 + fits * 0.2, clock.function);
      }
    }
  }

  void look_for_degrees() {
    for (const auto& [role, limit] :
         {std::pair(ColumnRole::latitude, 90.0), std::pair(ColumnRole::longitude, 180.0)}) {
      if (word(role) <= 0) continue;
      const double plain = numeric_share([limit = limit](double v) { return std::abs(v) <= limit; });
      const double scaled = numeric_share(
          [limit = limit](double v) { return std::abs(v) <= limit * 1e7 && v == std::round(v); });
      if (plain >= 0.9) {
        add(role, 1 + plain + word(role));
      } else if (scaled >= 0.9) {
        add(role, 1 + scaled + word(role));
        candidates_.back().guess.divisor = 1e6;
      }
    }
  }

  // Both columns of a pair are stored alike. A latitude of over 90 millionths of a million is in 1e-7
  // degrees.
  void settle_degrees(TableGuess& out) const {
    const auto latitude = out.find(ColumnRole::latitude);
    const auto longitude = out.find(ColumnRole::longitude);
    if (latitude == out.end() || longitude == out.end() ||
        latitude->second.divisor != longitude->second.divisor) {
      out.erase(ColumnRole::latitude);
      out.erase(ColumnRole::longitude);
      return;
    }
    if (latitude->second.divisor == 1) return;
    double largest = 0;
    for (const ColumnSample& column : table_.columns) {
      if (column.name != latitude->second.column && column.name != longitude->second.column) continue;
      const double limit = column.name == latitude->second.column ? 1 : 0.5;  // 180 degrees against 90
      for (const Value& value : column.values)
        largest = std::max(largest, limit * std::abs(number_of(value).value_or(0)));
    }
    if (largest > 90e6) latitude->second.divisor = longitude->second.divisor = 1e7;
  }

  static bool number_free(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 'A'; });
  }

  double word(ColumnRole role) const { return word_score(words_, role); }

  void by_name(ColumnRole role, bool fits) {
    if (fits && word(role) > 0) add(role, 1 + word(role));
  }

  void add(ColumnRole role, double score, std::string_view clock = "") {
    candidates_.push_back({role, {column_->name, std::string(clock), 1, score}});
  }

  double share(const std::function<bool(const std::string&)>& fits) const {
    std::size_t count = 0;
    std::size_t all = 0;
    for (const Value& value : column_->values) {
      const std::string text = text_of_value(value);
      if (text.empty()) continue;
      ++all;
      count += fits(text) ? 1 : 0;
    }
    return all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all);
  }

  // `but_zero`: zero is "not set".
  double numeric_share(const std::function<bool(double)>& fits, bool but_zero = false) const {
    std::size_t count = 0;
    std::size_t all = 0;
    for (const Value& value : column_->values) {
      const auto number = number_of(value);
      if (but_zero && number && *number == 0) continue;
      ++all;
      count += number && fits(*number) ? 1 : 0;
    }
    return all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all);
  }

  const TableSample& table_;
  const ColumnSample* column_ = nullptr;
  std::vector<std::string> words_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::string_view role_name(ColumnRole role) {
  static constexpr std::string_view kNames[] = {
      "text",  "title",  "time",     "sender",    "recipient", "party",   "chat", "name",     "phone",
      "email", "handle", "latitude", "longitude", "accuracy",  "address", "url",  "duration", "card"};
  return kNames[static_cast<std::size_t>(role)];
}

TableGuess guess_columns(const TableSample& table) {
  return Guesser(table).guess();
}

}  // namespace ulika
