#include "triage/scan/bank_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "triage/scan/detect_chars.h"
#include "triage/scan/money_words.h"

namespace ulika {

enum class WordClass : std::uint8_t {
  in,
  out,
  transfer,
  balance,
  limit,
  fee,
  refuse,
  code,
  card,
  from,
  currency
};

struct BankWords::Table {
  struct Stem {
    std::string fold;
    bool any_ending = false;
  };
  struct Phrase {
    WordClass kind = WordClass::in;
    std::string operation;  // of a currency: its code
    std::vector<Stem> stems;
  };
  std::vector<Phrase> phrases;
  std::unordered_map<std::string, std::vector<std::size_t>> by_start;  // first byte of the first stem

  const Phrase* match(const std::vector<MoneyToken>& tokens, std::size_t at, WordClass kind) const;
};

namespace {

using Kind = MoneyToken::Kind;
using Phrase = BankWords::Table::Phrase;

constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kMostTokens = 400;
constexpr std::size_t kBalanceReach = 9;  // words between "Balance" and its amount
constexpr std::size_t kFeeReach = 4;
constexpr std::size_t kBareReach = 2;     // words between what was done and an amount without currency
constexpr std::size_t kLongestName = 40;  // characters of a counterparty

constexpr std::array<std::pair<std::string_view, WordClass>, 10> kClasses = {
    {{"in", WordClass::in},
     {"out", WordClass::out},
     {"transfer", WordClass::transfer},
     {"balance", WordClass::balance},
     {"limit", WordClass::limit},
     {"fee", WordClass::fee},
     {"refuse", WordClass::refuse},
     {"code", WordClass::code},
     {"card", WordClass::card},
     {"from", WordClass::from}}};

std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

bool read_class(std::string_view name, Phrase& phrase) {
  if (name.substr(0, 9) == "currency ") {
    phrase.kind = WordClass::currency;
    phrase.operation = std::string(name.substr(9));
    return true;
  }
  for (const auto& [word, kind] : kClasses) {
    if (word != name) continue;
    phrase.kind = kind;
    return true;
  }
  return false;
}

bool covers_next(const Phrase* phrase) {
  return phrase != nullptr && phrase->stems.size() > 1;
}

bool fits(const BankWords::Table::Stem& stem, const std::string& fold) {
  return stem.any_ending ? fold.compare(0, stem.fold.size(), stem.fold) == 0 : fold == stem.fold;
}

// One message, taken apart.
class Reading {
 public:
  Reading(const BankWords::Table& table, std::string_view text)
      : table_(table), text_(text), tokens_(money_tokens(text, kMostTokens)), uses_(tokens_.size()) {}

  std::optional<BankPayment> payment(bool from_bank);

 private:
  enum class Use : std::uint8_t { none, amount, balance, limit, fee };

  const Phrase* at(std::size_t i, WordClass kind) const { return table_.match(tokens_, i, kind); }
  bool any(WordClass kind) const;
  bool moves(std::size_t i) const {
    return at(i, WordClass::in) || at(i, WordClass::out) || at(i, WordClass::transfer);
  }
  std::string currency_of(std::size_t number) const;
  bool is_amount(std::size_t i) const {
    return tokens_[i].kind == Kind::number && !tokens_[i].masked && !tokens_[i].decimal.empty();
  }
  bool follows_na(std::size_t i) const { return i > 0 && tokens_[i - 1].fold == "na"; }
  void mark_behind(WordClass kind, std::size_t reach, Use use);
  bool names_a_term() const;
  std::size_t find_amount() const;
  void find_direction(std::size_t amount, BankPayment& out) const;
  std::string card_tail() const;
  std::string name_behind(std::size_t word) const;

  const BankWords::Table& table_;
  std::string_view text_;
  std::vector<MoneyToken> tokens_;
  std::vector<Use> uses_;
};

bool Reading::any(WordClass kind) const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (at(i, kind)) return true;
  }
  return false;
}

std::string Reading::currency_of(std::size_t number) const {
  const MoneyToken& token = tokens_[number];
  if (number + 1 < tokens_.size() && tokens_[number + 1].begin - token.end <= 3) {
    const std::string_view gap = text_.substr(token.end, tokens_[number + 1].begin - token.end);
    const bool close = gap.empty() || gap == " " || gap == "\u00A0" || gap == "\u202F";
    if (const Phrase* phrase = close ? at(number + 1, WordClass::currency) : nullptr)
      return phrase->operation;
  }
  if (number > 0 && tokens_[number - 1].kind == Kind::word && token.begin - tokens_[number - 1].end <= 2) {
    const std::string_view gap = text_.substr(tokens_[number - 1].end, token.begin - tokens_[number - 1].end);
    const bool close = gap.find_first_not_of(" .:-+") == std::string_view::npos;
    // "500 р. 200": the word belongs to the number before it.
    const bool taken = number > 1 && tokens_[number - 2].kind == Kind::number &&
                       tokens_[number - 1].begin - tokens_[number - 2].end <= 1;
    if (const Phrase* phrase = close && !taken ? at(number - 1, WordClass::currency) : nullptr;
        phrase && tokens_[number - 1].fold.size() > 1)
      return phrase->operation;
    if (close && !taken && tokens_[number - 1].fold == "$") return "USD";
  }
  return {};
}

// "until 20.01.2026": what is to be paid.
bool Reading::names_a_term() const {
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    if (tokens_[i].kind == Kind::time && (tokens_[i - 1].fold == "do" || tokens_[i - 1].fold == "until"))
      return true;
  }
  return false;
}

void Reading::mark_behind(WordClass kind, std::size_t reach, Use use) {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!at(i, kind)) continue;
    // "the balance grew by …" tells of a payment.
    if (kind == WordClass::balance && i > 0 &&
        (covers_next(at(i - 1, WordClass::in)) || covers_next(at(i - 1, WordClass::out))))
      continue;
    for (std::size_t n = i + 1; n < tokens_.size() && n <= i + reach; ++n) {
      if (kind == WordClass::balance && (at(n, WordClass::in) || at(n, WordClass::out))) break;
      if (!is_amount(n)) continue;
      if (!follows_na(n) && uses_[n] == Use::none) uses_[n] = use;
      break;
    }
  }
}

// The payment's amount: the first with a currency that is nothing else; a fee where there is no other; a
// bare number right behind what was done.
std::size_t Reading::find_amount() const {
  std::size_t fee = tokens_.size();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const bool inside_a_word = i > 0 && i + 1 < tokens_.size() && tokens_[i - 1].end == tokens_[i].begin &&
                               tokens_[i + 1].begin == tokens_[i].end;  // "P2P"
    if (inside_a_word || !is_amount(i) || currency_of(i).empty()) continue;
    if (uses_[i] == Use::none) return i;
    if (uses_[i] == Use::fee && fee == tokens_.size()) fee = i;
  }
  if (fee != tokens_.size()) return fee;
  if (std::find(uses_.begin(), uses_.end(), Use::balance) == uses_.end()) return tokens_.size();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!moves(i)) continue;
    for (std::size_t n = i + 1; n < tokens_.size() && n <= i + kBareReach; ++n) {
      if (is_amount(n) && uses_[n] == Use::none) return n;
    }
  }
  return tokens_.size();
}

void Reading::find_direction(std::size_t amount, BankPayment& out) const {
  const Phrase* either = nullptr;
  bool from = false;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Phrase* in = at(i, WordClass::in);
    const Phrase* away = at(i, WordClass::out);
    if (in && away && away->stems.size() > in->stems.size()) in = nullptr;
    // "transfer …, fee 0.00": the fee is beside it.
    if (away && !in && away->operation == "fee" && either) continue;
    if (in || away) {
      out.direction = in ? "in" : "out";
      out.operation = in ? in->operation : away->operation;
      break;
    }
    if (!either) either = at(i, WordClass::transfer);
    from |= i > amount && at(i, WordClass::from) != nullptr;
  }
  if (either && out.operation.empty()) {
    out.operation = either->operation;
    if (from) out.direction = "in";
  }
  const char sign = tokens_[amount].sign;
  if (sign == '+') out.direction = "in";
  if (sign == '-') out.direction = "out";
}

std::string Reading::card_tail() const {
  const auto last_four = [&](std::size_t begin, std::size_t digits) {
    return std::string(text_.substr(digits > 6 ? begin + digits - 4 : begin, digits > 6 ? 4 : digits));
  };
  bool shown = false;  // the card's first digits stood before
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const MoneyToken& token = tokens_[i];
    const bool begins = i > 0 && at(i - 1, WordClass::card) && token.begin - tokens_[i - 1].end <= 3;
    if (token.kind != Kind::number) continue;
    const std::size_t digits = detect_chars::digits_end(text_, token.begin) - token.begin;
    if ((token.masked || std::exchange(shown, false)) && digits >= 3) return last_four(token.begin, digits);
    if (!begins && !token.masked) continue;
    // "4081**4363", "2..7728", "5167-6111": the end stands behind. "Karta 5.3854"
    const std::string_view rest = text_.substr(token.begin + digits, 2);
    const std::size_t behind = detect_chars::digits_end(text_, token.begin + digits + 1);
    if (rest == ".." || rest.substr(0, 1) == "*" || rest.substr(0, 1) == "X" || rest == " X") {
      shown = true;
    } else if ((rest.substr(0, 1) == "-" || rest.substr(0, 1) == ".") && behind >= token.begin + digits + 4) {
      return std::string(text_.substr(token.begin + digits + 1, behind - token.begin - digits - 1));
    } else if (digits >= 4 && digits <= 20 && token.begin + digits == token.end) {
      return std::string(text_.substr(token.end - 4, 4));  // "VISA6168", "Карта 1139", "по договору 18301374"
    }
  }
  return {};
}

// The words behind "from" up to the end of the sentence or an amount.
std::string Reading::name_behind(std::size_t word) const {
  std::size_t begin = tokens_[word].end;
  while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == ':')) ++begin;
  std::size_t end = std::min(text_.find_first_of("\n;,", begin), text_.size());
  for (std::size_t i = word + 1; i < tokens_.size() && tokens_[i].begin < end; ++i) {
    if (tokens_[i].kind != Kind::word || at(i, WordClass::balance)) end = std::max(begin, tokens_[i].begin);
  }
  std::string name(text_.substr(begin, end - begin));
  // A full stop ends the name unless it stands behind an initial.
  for (std::size_t dot = name.find(". "); dot != std::string::npos; dot = name.find(". ", dot + 1)) {
    const std::size_t space = name.rfind(' ', dot);
    if (space != std::string::npos && dot - space <= 3) {
      if (name.find_first_not_of(' ', dot + 1) == std::string::npos) name.resize(dot + 1);
      continue;
    }
    name.resize(dot);
    break;
  }
  while (!name.empty() && (name.back() == ' ' || name.back() == '(')) name.pop_back();
  return name.size() > 2 * kLongestName ? std::string() : name;
}

std::optional<BankPayment> Reading::payment(bool from_bank) {
  if (any(WordClass::refuse)) return std::nullopt;
  mark_behind(WordClass::balance, kBalanceReach, Use::balance);
  mark_behind(WordClass::limit, kFeeReach, Use::limit);
  mark_behind(WordClass::fee, kFeeReach, Use::fee);
  const auto balance = std::find(uses_.begin(), uses_.end(), Use::balance);
  if (balance == uses_.end() && (any(WordClass::code) || names_a_term())) return std::nullopt;
  const std::size_t amount = find_amount();
  if (amount == tokens_.size()) return std::nullopt;

  BankPayment out;
  out.rule = "generic";
  out.low_confidence = true;
  out.amount = tokens_[amount].decimal;
  out.currency = currency_of(amount);
  find_direction(amount, out);
  if (out.operation.empty() && out.direction == "unknown") return std::nullopt;
  out.card_tail = card_tail();
  if (balance != uses_.end()) {
    const MoneyToken& token = tokens_[static_cast<std::size_t>(balance - uses_.begin())];
    out.balance = (token.sign == '-' ? "-" : "") + token.decimal;
  }
  if (out.card_tail.empty() && out.balance.empty() && !from_bank) return std::nullopt;
  if (out.direction == "in") {
    for (std::size_t i = 0; i < tokens_.size() && out.counterparty.empty(); ++i) {
      if (at(i, WordClass::from)) out.counterparty = name_behind(i);
    }
  }
  out.time = find_written_time(text_);
  return out;
}

}  // namespace

const Phrase* BankWords::Table::match(const std::vector<MoneyToken>& tokens, std::size_t at,
                                      WordClass kind) const {
  if (tokens[at].kind != Kind::word || tokens[at].fold.empty()) return nullptr;
  const auto row = by_start.find(tokens[at].fold.substr(0, 1));
  if (row == by_start.end()) return nullptr;
  const Phrase* best = nullptr;
  for (const std::size_t index : row->second) {
    const Phrase& phrase = phrases[index];
    if (phrase.kind != kind || at + phrase.stems.size() > tokens.size() ||
        (best && best->stems.size() >= phrase.stems.size()))
      continue;
    bool all = true;
    for (std::size_t n = 0; all && n < phrase.stems.size(); ++n)
      all = tokens[at + n].kind == Kind::word && fits(phrase.stems[n], tokens[at + n].fold);
    if (all) best = &phrase;
  }
  return best;
}

Result<BankWords> BankWords::load(std::string_view text) {
  auto table = std::make_shared<Table>();
  std::size_t number = 0;
  bool header = true;
  while (!text.empty()) {
    std::string_view line = cut(text, '\n');
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (std::exchange(header, false)) continue;
    Phrase phrase;
    const auto wrong = [&] { return fail(ErrorKind::usage, "line " + std::to_string(number) + " is wrong"); };
    if (!read_class(cut(line, '\t'), phrase)) return wrong();
    const std::string_view operation = cut(line, '\t');
    if (phrase.kind != WordClass::currency) phrase.operation = std::string(operation);
    while (!line.empty()) {
      std::string_view word = cut(line, ' ');
      Table::Stem stem;
      stem.any_ending = !word.empty() && word.back() == '*';
      if (stem.any_ending) word.remove_suffix(1);
      stem.fold = fold_word(word);
      if (stem.fold.empty()) return wrong();
      phrase.stems.push_back(std::move(stem));
    }
    if (phrase.stems.empty()) return wrong();
    table->by_start[phrase.stems[0].fold.substr(0, 1)].push_back(table->phrases.size());
    table->phrases.push_back(std::move(phrase));
  }
  BankWords words;
  words.table_ = std::move(table);
  return words;
}

std::optional<BankPayment> BankWords::read(std::string_view text, bool from_bank) const {
  if (text.size() > kLongestText) return std::nullopt;
  return Reading(*table_, text).payment(from_bank);
}

bool BankWords::speaks_of_money(std::string_view text) const {
  const std::vector<MoneyToken> tokens = money_tokens(text, kMostTokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (table_->match(tokens, i, WordClass::balance)) return true;
    const auto beside_number = [&](std::size_t n) {
      return n < tokens.size() && tokens[n].kind == Kind::number &&
             std::max(tokens[n].begin, tokens[i].begin) - std::min(tokens[n].end, tokens[i].end) <= 4;
    };
    if ((beside_number(i + 1) || (i > 0 && beside_number(i - 1))) &&
        table_->match(tokens, i, WordClass::currency))
      return true;
  }
  return false;
}

std::string_view BankWords::currency(std::string_view written) const {
  const std::vector<MoneyToken> tokens = money_tokens(written, 1);
  const Phrase* phrase = tokens.empty() ? nullptr : table_->match(tokens, 0, WordClass::currency);
  return phrase ? std::string_view(phrase->operation) : std::string_view();
}

std::string_view BankWords::direction(std::string_view text, std::string& operation) const {
  const std::vector<MoneyToken> tokens = money_tokens(text, kMostTokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Phrase* in = table_->match(tokens, i, WordClass::in);
    const Phrase* out = table_->match(tokens, i, WordClass::out);
    if (!in && !out) continue;
    operation = (in ? in : out)->operation;
    return in ? "in" : "out";
  }
  return {};
}

}  // namespace ulika
