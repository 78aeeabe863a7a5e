#include "triage/leads/link_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "triage/base/text.h"
#include "triage/leads/rule_lines.h"

namespace ulika {

namespace {

bool matches(std::string_view pattern, std::string_view value) {
  if (pattern.starts_with('*')) return value.ends_with(pattern.substr(1));
  if (pattern.ends_with('*')) return value.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == value;
}

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_utf8(out, fold_case(next_code_point(text, at)));
  return out;
}

}  // namespace

Result<LinkRules> LinkRules::parse(std::string_view table) {
  LinkRules rules;
  for (const RuleLine& line : rule_lines(table)) {
    const auto wrong = [&](std::string_view what) {
      return fail(ErrorKind::usage, fmt::format("link rules, line {}: {}", line.number, what));
    };
    if (line.fields.size() != 3) return wrong("three fields are wanted");
    const std::string_view kind = line.fields[0];
    if (kind.starts_with('!')) {
      rules.common_.push_back(
          {std::string(kind.substr(1)), folded(line.fields[1]), std::string(line.fields[2])});
      continue;
    }
    const std::optional<double> weight = rule_number(line.fields[1]);
    if (!weight || *weight <= 0 || *weight > 1) return wrong("a weight lies above 0 and is 1 at most");
    if (!rules.weights_.emplace(kind, *weight).second) return wrong("the kind stands there twice");
  }
  for (const Common& common : rules.common_) {
    if (rules.weights_.count(common.kind) == 0) {
      return fail(ErrorKind::usage,
                  fmt::format("link rules: '{}' is taken out of a kind '{}' that does not exist",
                              common.pattern, common.kind));
    }
  }
  return rules;
}

const LinkRules& LinkRules::builtin() {
  static const LinkRules rules = [] {
    Result<LinkRules> parsed = parse(embedded_rules("link_rules.tsv"));
    if (!parsed) throw std::logic_error(parsed.error().message);
    return std::move(*parsed);
  }();
  return rules;
}

double LinkRules::weight(std::string_view kind) const {
  const auto it = weights_.find(kind);
  return it == weights_.end() ? 0 : it->second;
}

std::string_view LinkRules::common(const SelectorForm& form) const {
  const std::string value = folded(form.value);
  const auto it = std::find_if(common_.begin(), common_.end(), [&](const Common& c) {
    return c.kind == form.kind && matches(c.pattern, value);
  });
  return it == common_.end() ? std::string_view() : std::string_view(it->why);
}

}  // namespace ulika
