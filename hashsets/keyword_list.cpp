#include "hashsets/keyword_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>

#include "triage/base/digest.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"

namespace ulika {

namespace {

constexpr std::size_t kMaxListBytes = std::size_t{64} << 20;
constexpr std::string_view kOwnCategory = "LAB";

// Where the columns of a list lie; a list without a header has only terms.
struct Columns {
  std::size_t count = 1;
  std::size_t term = 0;
  std::optional<std::size_t> category, weight, kind;
};

std::optional<Columns> read_header(std::string_view line) {
  Columns columns;
  const std::vector<std::string_view> names = split(line, '\t');
  columns.count = names.size();
  std::optional<std::size_t> term;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view name = trimmed(names[i]);
    if (name == "term") term = i;
    if (name == "category") columns.category = i;
    if (name == "solo_weight" || (name == "weight" && !columns.weight)) columns.weight = i;
    if (name == "kind") columns.kind = i;
  }
  if (!term) return std::nullopt;
  columns.term = *term;
  return columns;
}

// The same for spellings that the search does not tell apart.
std::string search_key(std::string_view term) {
  std::string key;
  for (std::size_t at = 0; at < term.size();) {
    const char32_t c = fold_case(next_code_point(term, at));
    append_utf8(key, c == U'ё' ? U'е' : c);
  }
  return key;
}

std::optional<double> read_weight(std::string_view text) {
  const std::string number(text);
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0' || !(value >= 0 && value <= 1000)) return std::nullopt;
  return value;
}

bool set_kind(std::string_view kind, Keyword& keyword) {
  keyword.prefix = kind == "stem" || kind == "phrase";
  keyword.whole_word = kind == "word";
  return keyword.prefix || keyword.whole_word || kind == "any" || kind.empty();
}

// What is wrong with the term, for a person; empty when nothing is.
std::string complaint(std::string_view term) {
  if (term.empty()) return "the term is empty";
  if (!is_valid_utf8(term)) return "this is not UTF-8";
  std::size_t characters = 0;
  for (std::size_t at = 0; at < term.size(); ++characters) {
    if (next_code_point(term, at) < 0x20) return "the term holds a control character";
  }
  if (characters > kMaxTermCharacters)
    return fmt::format("the term is longer than {} characters", kMaxTermCharacters);
  return {};
}

Result<Keyword> read_keyword(std::string_view line, const Columns& columns) {
  const std::vector<std::string_view> fields = columns.count == 1 ? std::vector{line} : split(line, '\t');
  if (fields.size() != columns.count) {
    return fail(ErrorKind::usage,
                fmt::format("{} columns where the header has {}", fields.size(), columns.count));
  }
  const std::string_view term = trimmed(fields[columns.term]);
  if (std::string wrong = complaint(term); !wrong.empty()) return fail(ErrorKind::usage, std::move(wrong));
  Keyword keyword;
  keyword.id = fmt::format("kw:{}", term);
  keyword.text = term;
  keyword.category = columns.category ? to_valid_utf8(trimmed(fields[*columns.category])) : "";
  if (keyword.category.empty()) keyword.category = kOwnCategory;
  keyword.weight = 1;
  if (columns.weight) {
    const std::optional<double> weight = read_weight(trimmed(fields[*columns.weight]));
    if (!weight) return fail(ErrorKind::usage, "the weight is no number from 0 to 1000");
    keyword.weight = *weight;
  }
  if (columns.kind && !set_kind(trimmed(fields[*columns.kind]), keyword)) {
    return fail(ErrorKind::usage, fmt::format("the kind is none of any, word, stem, phrase: \"{}\"",
                                              to_valid_utf8(trimmed(fields[*columns.kind]))));
  }
  return keyword;
}

Result<KeywordList> read_list(std::string_view text, const std::filesystem::path& file) {
  KeywordList list;
  list.name = file.stem().string();
  list.sha256 = to_hex(sha256(as_bytes(text)));
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
    return tl::unexpected<Error>(line_error(file, 1, "the list is UTF-16; save it as UTF-8"));
  }
  std::string_view rest = without_bom(text);
  std::optional<Columns> columns;
  std::set<std::string> seen;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = take_line(rest);
    if (trimmed(line).empty() || line == "#" || line.substr(0, 2) == "# ") continue;
    if (!columns) {
      const bool is_table = line.find('\t') != std::string_view::npos || line == "term";
      columns = is_table ? read_header(line) : Columns();
      if (!columns) return tl::unexpected<Error>(line_error(file, number, "no column is called \"term\""));
      if (is_table) continue;
    }
    Result<Keyword> keyword = read_keyword(line, *columns);
    if (!keyword) return tl::unexpected<Error>(line_error(file, number, keyword.error().message));
    if (seen.insert(search_key(keyword->text)).second) list.keywords.push_back(std::move(*keyword));
  }
  if (list.keywords.empty()) return fail(ErrorKind::usage, fmt::format("{} holds no term", file.string()));
  return list;
}

}  // namespace

Result<KeywordList> load_keywords(const std::filesystem::path& file) {
  const Result<std::string> text = read_rule_file(file, kMaxListBytes);
  if (!text) return tl::unexpected<Error>(text.error());
  return read_list(*text, file);
}

}  // namespace ulika
