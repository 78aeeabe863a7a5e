// Money in the words of banks: amounts as decimal strings, words and numbers of a message one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// "133 296,44" → "133296.44", "1,300.00" → "1300.00", "1 500" → "1500": digits with at most one '.', with the
// decimals that were written. Empty for what is no amount. Where one mark alone could part thousands or
// decimals, three digits behind it are thousands.
std::string decimal_amount(std::string_view written);

// Lower-case Latin letters for a word in Latin, Cyrillic or both, so that "Покупка", "Pokupka" and "Рokupkа"
// (two Cyrillic letters) meet: Cyrillic by sound, in a mixed word by shape. Other scripts stay as they are.
std::string fold_word(std::string_view word);

struct MoneyToken {
  enum class Kind : std::uint8_t { word, number, time };
  Kind kind = Kind::word;
  std::size_t begin = 0;  // bytes into the text
  std::size_t end = 0;
  std::string fold;     // of a word; a currency sign is a word too
  std::string decimal;  // of a number that may be an amount
  char sign = 0;        // '+' or '-' that stands right before a number
  bool masked = false;  // a number after "*", "#", "XX", …: the end of a longer one
};

// The words, numbers and times of a text, at most `most` of them.
std::vector<MoneyToken> money_tokens(std::string_view text, std::size_t most);

}  // namespace ulika
