#include "triage/lexicon/text_structure.h"

#include <algorithm>
#include <iterator>

#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

constexpr std::u32string_view kCurrencies[] = {U"тг",  U"тенге", U"теңге", U"тысяч",    U"тыс",    U"мың",
                                               U"мын", U"миң",   U"ming",  U"руб",      U"р",      U"рублей",
                                               U"к",   U"kzt",   U"rub",   U"usd",      U"usdt",   U"сом",
                                               U"сум", U"so'm",  U"грн",   U"долларов", U"баксов", U"млн"};
constexpr std::string_view kMapMarks[] = {"geo:",       "maps.",     "/maps",  "2gis.",         "ge0",
                                          "omaps.app",  "comaps.at", "goo.gl", "openstreetmap", "osmand",
                                          "yandexnavi", "w3w.co",    "dgis:"};

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

// Reads the numbers of one text, word after word.
class StructureReader {
 public:
  StructureReader(std::string_view text, const NormalText& normal) : text_(text), normal_(normal) {}

  std::uint32_t read() {
    for (std::size_t i = 0; i < normal_.words.size(); ++i) {
      const Word& word = normal_.words[i];
      const std::u32string_view letters = normal_.plain(word);
      if (letters.empty()) continue;
      if (letters[0] == 0xE000) link(word);
      if (letters[0] == 0xE001) found_ |= kHasHandle;
      if ((word.marks & kMarkEmoji) != 0) found_ |= kHasEmoji;
      if ((word.marks & kMarkDigit) != 0) {
        if (letters.size() >= 25 && (word.marks & kMarkLatin) != 0) found_ |= kHasWallet;
        if (is_digit(letters[0])) number(i, letters);
      } else {
        end_number();
      }
    }
    end_number();
    signs();
    return found_;
  }

 private:
  char after(const Word& word) const {
    const std::size_t end = std::size_t{word.offset} + word.length;
    return end < text_.size() ? text_[end] : '\0';
  }
  char before(const Word& word) const { return word.offset > 0 ? text_[word.offset - 1] : '\0'; }

  void link(const Word& word) {
    found_ |= kHasLink;
    const std::string_view address = text_.substr(word.offset, word.length);
    for (std::string_view mark : kMapMarks) {
      if (address.find(mark) != std::string_view::npos) found_ |= kHasMapLink;
    }
  }

  void number(std::size_t i, std::u32string_view letters) {
    const Word& word = normal_.words[i];
    std::size_t digits = 0;
    while (digits < letters.size() && is_digit(letters[digits])) ++digits;
    const std::u32string_view unit = letters.substr(digits);
    const bool whole = unit.empty();
    const bool priced =
        std::find(std::begin(kCurrencies), std::end(kCurrencies), unit) != std::end(kCurrencies);
    bool next = false;
    if (whole && i + 1 < normal_.words.size()) {
      const std::u32string_view follows = normal_.plain(normal_.words[i + 1]);
      next = std::find(std::begin(kCurrencies), std::end(kCurrencies), follows) != std::end(kCurrencies);
    }
    if (priced || next || before(word) == '$' || after(word) == '$') found_ |= kHasPrice;
    if (whole && i > 0 && word.gap == Gap::none && before(word) == '.') {
      const std::u32string_view units = normal_.plain(normal_.words[i - 1]);
      if (units.size() <= 3 && digits >= 3 && digits <= 8 && is_digit(units[0])) degrees(i);
    }
    if (before(word) == ':' && whole && digits == 2) found_ |= kHasClock;
    if (before(word) == '*' && digits == 4) found_ |= kHasCardTail;
    if (!whole) {
      end_number();
      return;
    }
    // Groups of digits close together are one number.
    const std::size_t gap = word.offset - last_end_;
    if (run_ > 0 && gap > 2) end_number();
    if (run_ == 0) plus_ = before(word) == '+';
    run_ += digits;
    last_end_ = std::size_t{word.offset} + word.length;
  }

  void degrees(std::size_t i) {
    if (degrees_ && i - last_degrees_ <= 3) found_ |= kHasPlace;
    degrees_ = true;
    last_degrees_ = i;
  }

  void end_number() {
    if (run_ == 0) return;
    if (run_ >= 16 && run_ <= 19) {
      found_ |= kHasCardTail;
    } else if (run_ >= 10 && run_ <= 13 && (plus_ || run_ == 11)) {
      found_ |= kHasPhone;
    } else if (run_ >= 3) {
      found_ |= kHasAmount;
    } else {
      found_ |= kHasCount;
    }
    run_ = 0;
  }

  void signs() {
    if (text_.find('?') != std::string_view::npos) found_ |= kHasQuestion;
    if (text_.find('%') != std::string_view::npos) found_ |= kHasPercent;
    if (text_.find("geo:") != std::string_view::npos || text_.find("ge0:") != std::string_view::npos)
      found_ |= kHasMapLink;
    if (text_.find("\xE2\x82\xB8") != std::string_view::npos ||
        text_.find("\xE2\x82\xBD") != std::string_view::npos)
      found_ |= kHasPrice;  // signs of the tenge and the rouble
    const std::size_t degree = text_.find("\xC2\xB0");
    if (degree != std::string_view::npos && text_.find("\xC2\xB0", degree + 2) != std::string_view::npos &&
        text_.find_first_of("'\"") != std::string_view::npos) {
      found_ |= kHasPlace;
    }
  }

  std::string_view text_;
  const NormalText& normal_;
  std::uint32_t found_ = 0;
  std::size_t run_ = 0;  // digits of the number at hand
  std::size_t last_end_ = 0;
  bool plus_ = false;
  bool degrees_ = false;
  std::size_t last_degrees_ = 0;
};

}  // namespace

std::uint32_t text_structure(std::string_view text, const NormalText& normal) {
  return StructureReader(text, normal).read();
}

}  // namespace ulika
