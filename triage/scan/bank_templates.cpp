#include "triage/scan/bank_templates.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>

#include "triage/base/text.h"
#include "triage/scan/money_words.h"

namespace ulika {

struct BankTemplates::Template {
  std::string id;
  std::string bank;
  std::vector<std::string> senders;  // folded
  std::vector<std::string> packages;
  std::string operation;
  std::string direction;
  std::string currency;
  bool low_confidence = false;
  std::shared_ptr<const re2::RE2> pattern;
  std::map<std::string, int> fields;  // name → number of the group
};

namespace {

constexpr std::size_t kColumns = 10;
constexpr std::size_t kLongestTemplate = 2000;
constexpr std::size_t kLongestText = 2000;
constexpr std::int64_t kPatternMemory = 8 << 20;

struct Field {
  std::string_view name;
  std::string_view pattern;
};
constexpr std::string_view kNumber =
    "[+\\-\u2212]?\\b(?:\\d{1,3}(?:[ "
    "\\x{a0}\\x{202f}\\x{2009}']\\d{3})+|\\d+(?:[.,]\\d{3})*)(?:[.,]\\d{1,2})?";
constexpr std::array<Field, 6> kFields = {
    {{"amount", kNumber},
     {"balance", kNumber},
     {"currency", "[\\p{L}\\p{Sc}]{1,7}"},
     {"card", "\\+?\\p{L}{0,7}[.\\-]?\u2116?[\\d*#\u2022\u00B7XxХх.]{0,14}\\d{3,5}"},
     {"time", "\\d[\\d./\\-]{3,9}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d)?)?|\\d{1,2}:\\d\\d(?::\\d\\d)?"},
     {"counterparty", "[^\\n;]{1,100}?"}}};
constexpr std::string_view kSpace = "[\\s\\x{a0}\\x{202f}]*";

std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

std::vector<std::string> list_of(std::string_view cell, bool fold) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const std::string_view part = cut(cell, ';');
    if (!part.empty()) out.push_back(fold ? fold_word(part) : std::string(part));
  }
  return out;
}

void append_literal(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      out.append(kSpace);
      ++at;
      continue;
    }
    const std::size_t begin = at;
    next_code_point(text, at);
    out.append(re2::RE2::QuoteMeta(re2::StringPiece(text.data() + begin, at - begin)));
  }
}

// The pattern for what stands between braces; empty for what is no field.
std::string field_pattern(std::string_view field, bool last) {
  std::string_view rest = field;
  const std::string name(cut(rest, ':'));
  if (name == "any" && rest.empty()) return "(?s:.{0,80}?)";
  const auto known =
      std::find_if(kFields.begin(), kFields.end(), [&](const Field& row) { return row.name == name; });
  if (!rest.empty() && (name == "operation" || name == "counterparty")) {
    std::string out = "(?P<" + name + ">";
    for (bool first = true; !rest.empty(); first = false) {
      if (!first) out.push_back('|');
      append_literal(out, cut(rest, '|'));
    }
    return out + ")";
  }
  if (known == kFields.end() || !rest.empty()) return {};
  const std::string_view pattern = name == "counterparty" && last ? "[^\\n;]{1,100}" : known->pattern;
  return "(?P<" + name + ">" + std::string(pattern) + ")";
}

// The pattern of a template; why not, otherwise. What may be missing is taken where it stands, but free text
// only where nothing else fits.
Result<std::string> compiled(std::string_view text) {
  std::string out = "(?i)";
  std::vector<bool> free;  // of every '[' that is open: whether it holds free text
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '{') {
      const std::size_t end = text.find('}', at);
      if (end == std::string_view::npos) return fail(ErrorKind::usage, "a '{' without '}'");
      const std::string_view name = text.substr(at + 1, end - at - 1);
      const std::string pattern = field_pattern(name, end + 1 == text.size());
      if (pattern.empty()) return fail(ErrorKind::usage, "no field {" + std::string(name) + "}");
      if (name == "any" || name == "counterparty") free.assign(free.size(), true);
      out.append(pattern);
      at = end + 1;
      continue;
    }
    if (c == '[' || c == '(') {
      out.append("(?:");
      if (c == '[') free.push_back(false);
    } else if (c == ']') {
      if (free.empty()) return fail(ErrorKind::usage, "a ']' without '['");
      out.append(free.back() ? ")??" : ")?");
      free.pop_back();
    } else if (c == ')' || c == '|') {
      out.push_back(c);
    } else {
      if (c == '\\' && at + 1 < text.size()) ++at;
      const std::size_t begin = at;
      next_code_point(text, at);
      append_literal(out, text.substr(begin, at - begin));
      continue;
    }
    ++at;
  }
  return out;
}

Result<BankTemplates::Template> read_row(std::string_view line) {
  std::array<std::string_view, kColumns> cells;
  for (std::size_t i = 0; i + 1 < kColumns; ++i) {
    if (line.find('\t') == std::string_view::npos) return fail(ErrorKind::usage, "columns are missing");
    cells[i] = cut(line, '\t');
  }
  cells[kColumns - 1] = line;
  BankTemplates::Template row;
  row.id = cells[0];
  row.bank = cells[1];
  row.senders = list_of(cells[3], true);
  row.packages = list_of(cells[4], false);
  row.operation = cells[5];
  row.direction = cells[6];
  row.currency = cells[7];
  row.low_confidence = cells[8] == "low";
  if (row.id.empty() || row.bank.empty()) return fail(ErrorKind::usage, "id or bank is missing");
  if (row.direction != "in" && row.direction != "out" && row.direction != "unknown" &&
      row.direction != "word")
    return fail(ErrorKind::usage, "no direction \"" + row.direction + "\"");
  if (cells[9].size() > kLongestTemplate) return fail(ErrorKind::usage, "the template is too long");
  auto pattern = compiled(cells[9]);
  if (!pattern) return fail(ErrorKind::usage, pattern.error().message);
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  auto compiled_pattern = std::make_shared<re2::RE2>(*pattern, options);
  if (!compiled_pattern->ok()) return fail(ErrorKind::usage, compiled_pattern->error());
  for (const auto& [name, group] : compiled_pattern->NamedCapturingGroups()) row.fields.emplace(name, group);
  if (row.fields.count("amount") == 0) return fail(ErrorKind::usage, "the template has no {amount}");
  row.pattern = std::move(compiled_pattern);
  return row;
}

// A number with its sign taken off.
std::string unsigned_amount(std::string_view written, char& sign) {
  sign = 0;
  if (written.substr(0, 3) == "\u2212") {
    sign = '-';
    written.remove_prefix(3);
  } else if (!written.empty() && (written[0] == '-' || written[0] == '+')) {
    sign = written[0];
    written.remove_prefix(1);
  }
  return decimal_amount(written);
}

// The digits at the end: what a bank shows of a number, at most 4 of one that it shows as a whole.
std::string tail_of(std::string_view card) {
  std::size_t begin = card.size();
  while (begin > 0 && card[begin - 1] >= '0' && card[begin - 1] <= '9') --begin;
  if (card.size() - begin > 5) begin = card.size() - 4;
  return std::string(card.substr(begin));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::optional<BankPayment> read_with(const BankTemplates::Template& row, std::string_view text,
                                     const BankWords& words) {
  constexpr int kMostGroups = 16;
  std::array<re2::StringPiece, kMostGroups> groups;
  const int count = std::min(kMostGroups, row.pattern->NumberOfCapturingGroups() + 1);
  if (!row.pattern->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED,
                          groups.data(), count))
    return std::nullopt;
  const auto said = [&](const char* name) -> std::string_view {
    const auto group = row.fields.find(name);
    if (group == row.fields.end() || group->second >= count) return {};
    const re2::StringPiece& piece = groups[static_cast<std::size_t>(group->second)];
    return piece.data() == nullptr ? std::string_view() : trimmed({piece.data(), piece.size()});
  };
  BankPayment out;
  char sign = 0;
  out.amount = unsigned_amount(said("amount"), sign);
  if (out.amount.empty()) return std::nullopt;
  char balance_sign = 0;
  out.balance = unsigned_amount(said("balance"), balance_sign);
  if (balance_sign == '-' && !out.balance.empty()) out.balance.insert(0, "-");
  out.currency = words.currency(said("currency"));
  if (out.currency.empty()) out.currency = row.currency;
  out.operation = row.operation;
  out.direction = row.direction;
  std::string operation;
  const std::string_view way = words.direction(said("operation"), operation);
  if (out.operation.empty()) out.operation = operation;
  if (out.direction == "word") out.direction = way.empty() ? "unknown" : std::string(way);
  if (sign == '+') out.direction = "in";
  if (sign == '-') out.direction = "out";
  out.card_tail = tail_of(said("card"));
  out.counterparty = said("counterparty");
  out.bank = row.bank;
  out.rule = row.id;
  out.low_confidence = row.low_confidence;
  out.time = find_written_time(row.fields.count("time") != 0 ? said("time") : text);
  return out;
}

}  // namespace

Result<BankTemplates> BankTemplates::load(std::string_view table) {
  auto templates = std::make_shared<std::vector<Template>>();
  std::size_t number = 0;
  bool header = true;
  while (!table.empty()) {
    std::string_view line = cut(table, '\n');
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    if (std::exchange(header, false)) continue;
    auto row = read_row(line);
    if (!row) return fail(ErrorKind::usage, "line " + std::to_string(number) + ": " + row.error().message);
    templates->push_back(std::move(*row));
  }
  BankTemplates out;
  out.templates_ = std::move(templates);
  return out;
}

std::optional<BankPayment> BankTemplates::read(std::string_view text, std::string_view bank,
                                               const BankWords& words) const {
  if (text.size() > kLongestText) return std::nullopt;
  for (const bool of_bank : {true, false}) {
    for (const Template& row : *templates_) {
      if ((row.bank == bank) != of_bank || (row.low_confidence && !of_bank)) continue;
      if (auto payment = read_with(row, text, words)) return payment;
    }
  }
  return std::nullopt;
}

std::string_view BankTemplates::bank_of(std::string_view sender, std::string_view package) const {
  const std::string folded = fold_word(sender);
  for (const Template& row : *templates_) {
    if (!package.empty() &&
        std::find(row.packages.begin(), row.packages.end(), package) != row.packages.end())
      return row.bank;
    if (!folded.empty() && std::find(row.senders.begin(), row.senders.end(), folded) != row.senders.end())
      return row.bank;
  }
  return {};
}

std::size_t BankTemplates::size() const {
  return templates_->size();
}

}  // namespace ulika
