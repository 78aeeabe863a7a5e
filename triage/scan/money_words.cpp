#include "triage/scan/money_words.h"

#include <algorithm>
#include <array>

#include "triage/base/text.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/written_time.h"

namespace ulika {
namespace {

using namespace detect_chars;

constexpr std::size_t kMostDigits = 15;

struct Letters {
  char32_t code;
  std::string_view sound;
};
// Cyrillic of Russian, Ukrainian, Belarusian, Kazakh and Kyrgyz as messages in Latin letters spell it.
constexpr std::array<Letters, 46> kSounds = {
    {{U'а', "a"},  {U'б', "b"}, {U'в', "v"}, {U'г', "g"},  {U'д', "d"},  {U'е', "e"},   {U'ё', "e"},
     {U'ж', "zh"}, {U'з', "z"}, {U'и', "i"}, {U'й', "y"},  {U'к', "k"},  {U'л', "l"},   {U'м', "m"},
     {U'н', "n"},  {U'о', "o"}, {U'п', "p"}, {U'р', "r"},  {U'с', "s"},  {U'т', "t"},   {U'у', "u"},
     {U'ф', "f"},  {U'х', "h"}, {U'ц', "c"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "sch"}, {U'ъ', ""},
     {U'ы', "y"},  {U'ь', ""},  {U'э', "e"}, {U'ю', "yu"}, {U'я', "ya"}, {U'і', "i"},   {U'ї', "yi"},
     {U'є', "ye"}, {U'ґ', "g"}, {U'ў', "u"}, {U'қ', "q"},  {U'ғ', "g"},  {U'ә', "a"},   {U'ө', "o"},
     {U'ұ', "u"},  {U'ү', "u"}, {U'ң', "n"}, {U'һ', "h"}}};
// By shape, for words in which both alphabets are mixed.
constexpr std::array<Letters, 13> kShapes = {{{U'а', "a"},
                                              {U'в', "b"},
                                              {U'е', "e"},
                                              {U'к', "k"},
                                              {U'м', "m"},
                                              {U'н', "h"},
                                              {U'о', "o"},
                                              {U'р', "p"},
                                              {U'с', "c"},
                                              {U'т', "t"},
                                              {U'у', "y"},
                                              {U'х', "x"},
                                              {U'і', "i"}}};

bool is_cyrillic(char32_t c) {
  return c >= 0x400 && c <= 0x52F;
}

template <typename Table>
const Letters* letters_of(const Table& table, char32_t code) {
  const auto it =
      std::find_if(table.begin(), table.end(), [&](const Letters& row) { return row.code == code; });
  return it == table.end() ? nullptr : &*it;
}

bool is_group_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == '\'';
}

bool is_currency_sign(char32_t c) {
  return c == '$' || (c >= 0x20A0 && c <= 0x20CF) || c == 0xA3 || c == 0xA5;
}

bool is_mask(char32_t c) {
  return c == '*' || c == '#' || c == 0x2022 || c == 0xB7 || c == 0x25CF;
}

bool is_letter(char32_t c) {
  return c != '_' && !(c >= '0' && c <= '9') && !is_currency_sign(c) && is_word(c) && c != kBroken;
}

// Where the number that starts at `at` ends: digits with the marks between them that part thousands and
// decimals.
std::size_t number_end(std::string_view text, std::size_t at, bool groups) {
  const std::size_t first = digits_end(text, at);
  std::size_t end = first;
  bool decimals = false;
  bool spaced = groups && first - at <= 3;
  while (end - at < 32) {
    const Letter mark = letter_at(text, end);
    const std::size_t next = end + mark.size;
    const std::size_t after = digits_end(text, next);
    const std::size_t count = after - next;
    if (is_group_space(mark.code)) {
      if (!spaced || decimals || count != 3) break;
    } else if (mark.code == '.' || mark.code == ',') {
      if (count == 0) break;
      decimals = true;
      spaced = false;
    } else {
      break;
    }
    end = after;
  }
  return end;
}

bool marked_before(std::string_view text, std::size_t at, const std::vector<MoneyToken>& tokens) {
  std::size_t before = at;
  Letter letter = letter_before(text, before);
  if (letter.code == ' ' || letter.code == '-') letter = letter_before(text, before -= letter.size);
  if (is_mask(letter.code)) return true;
  // "XX1234", "x5678", "ХХХХ 1234"
  if (tokens.empty() || tokens.back().kind != MoneyToken::Kind::word || at - tokens.back().end > 1)
    return false;
  const std::string& fold = tokens.back().fold;
  const char shape = fold.empty() ? '\0' : fold[0];
  return (shape == 'x' || shape == 'h') &&
         std::all_of(fold.begin(), fold.end(), [&](char c) { return c == shape; }) &&
         (shape == 'x' || fold.size() > 1);
}

char sign_before(std::string_view text, std::size_t at) {
  const Letter sign = letter_before(text, at);
  const bool minus = sign.code == '-' || sign.code == 0x2212 || sign.code == 0x2013;
  if (!minus && sign.code != '+') return 0;
  const std::size_t begin = at - sign.size;
  const char before = byte_before(text, begin);
  if (is_alnum(before) || word_before(text, begin)) return 0;
  return minus ? '-' : '+';
}

MoneyToken read_word(std::string_view text, std::size_t at) {
  MoneyToken token;
  token.begin = at;
  Letter letter = letter_at(text, at);
  if (is_currency_sign(letter.code)) {
    token.end = at + letter.size;
    token.fold = std::string(text.substr(at, letter.size));
    return token;
  }
  while (is_letter(letter.code)) {
    at += letter.size;
    letter = letter_at(text, at);
    // "Pravitel'stvo", "Postupleniye'": an apostrophe inside stands for a soft sign.
    if (letter.code == '\'' && is_letter(letter_at(text, at + 1).code)) letter = letter_at(text, ++at);
  }
  token.end = at;
  token.fold = fold_word(text.substr(token.begin, at - token.begin));
  return token;
}

MoneyToken read_number(std::string_view text, std::size_t at, const std::vector<MoneyToken>& tokens) {
  MoneyToken token;
  token.kind = MoneyToken::Kind::number;
  token.begin = at;
  token.masked = marked_before(text, at, tokens);
  token.end = number_end(text, at, !token.masked);
  token.sign = token.masked ? '\0' : sign_before(text, at);
  if (!token.masked) token.decimal = decimal_amount(text.substr(at, token.end - at));
  return token;
}

}  // namespace

std::string decimal_amount(std::string_view written) {
  std::string digits;  // with the marks, without the spaces
  std::size_t points = 0;
  std::size_t commas = 0;
  for (std::size_t at = 0; at < written.size();) {
    const char32_t c = next_code_point(written, at);
    if (is_group_space(c)) continue;
    if (!(c >= '0' && c <= '9') && c != '.' && c != ',') return {};
    points += c == '.';
    commas += c == ',';
    digits.push_back(static_cast<char>(c));
  }
  if (digits.size() - points - commas > kMostDigits || digits.empty() || !is_digit(digits[0]) ||
      !is_digit(digits.back()))
    return {};
  const std::size_t last = digits.find_last_of(".,");
  if (last == std::string::npos) return digits;
  const std::size_t fraction = digits.size() - last - 1;
  const bool one_kind = points == 0 || commas == 0;
  bool decimals = true;
  if (one_kind && points + commas > 1) {
    decimals = false;
    if (fraction != 3) return {};
  } else if (one_kind) {
    decimals = fraction != 3 || last > 3 || (last == 1 && digits[0] == '0');
  } else if ((digits[last] == '.' ? points : commas) != 1) {
    return {};
  }
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (is_digit(digits[i])) out.push_back(digits[i]);
    if (decimals && i == last) out.push_back('.');
  }
  return out;
}

std::string fold_word(std::string_view word) {
  bool latin = false;
  bool cyrillic = false;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    latin |= c < 0x80 && is_alpha(static_cast<char>(c));
    cyrillic |= is_cyrillic(c);
  }
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = fold_case(next_code_point(word, at));
    if (c == '\'') continue;
    const Letters* letters = !is_cyrillic(c) ? nullptr : latin && cyrillic ? letters_of(kShapes, c) : nullptr;
    if (!letters && is_cyrillic(c)) letters = letters_of(kSounds, c);
    if (letters) {
      out.append(letters->sound);
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

std::vector<MoneyToken> money_tokens(std::string_view text, std::size_t most) {
  std::vector<MoneyToken> tokens;
  for (std::size_t at = 0; at < text.size() && tokens.size() < most;) {
    const Letter letter = letter_at(text, at);
    MoneyToken token;
    if (letter.code >= '0' && letter.code <= '9') {
      if (const std::size_t end = written_time_end(text, at); end != 0) {
        token.kind = MoneyToken::Kind::time;
        token.begin = at;
        token.end = end;
      } else {
        token = read_number(text, at, tokens);
      }
    } else if (is_letter(letter.code) || is_currency_sign(letter.code)) {
      token = read_word(text, at);
    } else {
      at += letter.size;
      continue;
    }
    at = token.end;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace ulika
