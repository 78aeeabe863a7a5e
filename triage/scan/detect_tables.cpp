#include "triage/scan/detect_tables.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ulika {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// The rows of an embedded table without comments and header. The tables are part of the program, so a wrong
// one is a broken build and throws.
std::vector<std::vector<std::string_view>> rows_of(std::string_view name, std::size_t columns) {
  const auto files = embedded_scan_tables();
  const auto file =
      std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& f) { return f.name == name; });
  if (file == files.end()) throw std::logic_error("no embedded table " + std::string(name));
  std::vector<std::vector<std::string_view>> rows;
  bool header = true;
  for (const std::string_view line : split(file->content, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(header, false)) continue;
    rows.push_back(split(line, '\t'));
    if (rows.back().size() != columns)
      throw std::logic_error("a row of " + std::string(name) + " has wrong columns");
  }
  return rows;
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::logic_error("a table's number is wrong");
  return value;
}

struct CardRange {
  CardScheme scheme;
  std::string from;
  std::string to;
  std::uint32_t lengths = 0;  // bit n: numbers of n digits
};

std::vector<CardRange> read_card_ranges() {
  std::vector<CardRange> ranges;
  for (const auto& row : rows_of("card_schemes.tsv", 6)) {
    CardRange range;
    range.scheme.name = row[0];
    range.scheme.luhn_required = row[4] == "required";
    range.scheme.needs_context = row[5] == "context";
    range.from = row[1];
    range.to = row[2];
    for (const std::string_view part : split(row[3], ',')) {
      const auto ends = split(part, '-');
      for (std::size_t n = number(ends.front()); n <= number(ends.back()); ++n) range.lengths |= 1u << n;
    }
    ranges.push_back(std::move(range));
  }
  return ranges;
}

std::unordered_set<std::string_view> read_column(std::string_view table, std::size_t columns,
                                                 std::size_t column) {
  std::unordered_set<std::string_view> values;  // the tables are part of the program and stay
  for (const auto& row : rows_of(table, columns)) values.emplace(row[column]);
  return values;
}

struct HostRule {
  bool any_subdomain = false;
  bool any_top_level = false;
  std::string meaning;
};
using HostRules = std::unordered_multimap<std::string_view, HostRule>;  // by name without the wildcards

HostRules read_host_rules() {
  HostRules rules;
  for (const auto& row : rows_of("link_hosts.tsv", 2)) {
    std::string_view host = row[0];
    HostRule rule;
    rule.any_subdomain = host.substr(0, 2) == "*.";
    if (rule.any_subdomain) host.remove_prefix(2);
    rule.any_top_level = host.size() > 2 && host.substr(host.size() - 2) == ".*";
    if (rule.any_top_level) host.remove_suffix(2);
    rule.meaning = row[1];
    rules.emplace(host, std::move(rule));
  }
  return rules;
}

// The rule for `name`, which stands for a host with parts left out on either side; null when there is none.
const HostRule* host_rule(const HostRules& rules, std::string_view name, bool subdomain, bool top_level) {
  const auto [first, last] = rules.equal_range(name);
  for (auto it = first; it != last; ++it) {
    if (it->second.any_top_level == top_level && (it->second.any_subdomain || !subdomain)) return &it->second;
  }
  return nullptr;
}

}  // namespace

const CardScheme* card_scheme(std::string_view digits) {
  static const std::vector<CardRange> ranges = read_card_ranges();
  if (digits.size() >= 32) return nullptr;
  for (const CardRange& range : ranges) {
    const std::string_view prefix = digits.substr(0, range.from.size());
    if ((range.lengths >> digits.size() & 1) != 0 && prefix >= range.from && prefix <= range.to)
      return &range.scheme;
  }
  return nullptr;
}

bool is_test_card(std::string_view digits) {
  static const auto numbers = read_column("card_test_numbers.tsv", 2, 0);
  return numbers.find(digits) != numbers.end();
}

std::size_t iban_length(std::string_view country) {
  static const auto rows = rows_of("iban_countries.tsv", 2);
  for (const auto& row : rows) {
    if (row[0] == country) return number(row[1]);
  }
  return 0;
}

std::string_view link_host_meaning(std::string_view host) {
  static const HostRules rules = read_host_rules();
  if (host.substr(0, 4) == "www.") host.remove_prefix(4);
  const std::size_t last_dot = host.rfind('.');
  if (last_dot == std::string_view::npos || last_dot == 0) return {};
  const std::string_view top = host.substr(last_dot + 1);
  const std::size_t dot_before = host.rfind('.', last_dot - 1);
  for (std::size_t begin = 0;;) {
    const bool subdomain = begin != 0;
    const std::string_view rest = host.substr(begin);
    if (const HostRule* rule = host_rule(rules, rest, subdomain, false)) return rule->meaning;
    if (begin < last_dot && top.size() <= 4 && is_top_level_domain(top)) {
      if (const HostRule* rule = host_rule(rules, host.substr(begin, last_dot - begin), subdomain, true))
        return rule->meaning;
      // "google.com.tr"
      if (top.size() == 2 && dot_before != std::string_view::npos && begin < dot_before &&
          last_dot - dot_before <= 5) {
        if (const HostRule* rule = host_rule(rules, host.substr(begin, dot_before - begin), subdomain, true))
          return rule->meaning;
      }
    }
    begin = host.find('.', begin);
    if (begin == std::string_view::npos) return {};
    ++begin;
  }
}

bool is_top_level_domain(std::string_view domain) {
  static const auto domains = read_column("top_level_domains.tsv", 1, 0);
  return domains.find(domain) != domains.end();
}

bool is_token_contract(std::string_view address) {
  static const auto contracts = read_column("token_contracts.tsv", 3, 1);
  return contracts.find(address) != contracts.end();
}

}  // namespace ulika
