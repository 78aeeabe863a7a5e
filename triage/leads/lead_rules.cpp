#include "triage/leads/lead_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "triage/leads/rule_lines.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, 9> kRoleNames = {
    "organiser", "operator", "warehouse", "courier", "buyer", "mule", "recruiter", "uninvolved", "unknown"};
constexpr std::size_t kNumbersFrom = 2;  // after code and scope
constexpr std::size_t kFields = kNumbersFrom + 4 + kActiveRoles;

}  // namespace

std::string_view role_name(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

const LeadRules& LeadRules::builtin() {
  static const LeadRules rules = [] {
    Result<LeadRules> parsed = parse(embedded_rules("combos.tsv"));
    if (!parsed) throw std::logic_error(parsed.error().message);
    return std::move(*parsed);
  }();
  return rules;
}

Result<LeadRules> LeadRules::parse(std::string_view table) {
  LeadRules out;
  for (const RuleLine& line : rule_lines(table)) {
    const auto wrong = [&](std::string_view what) {
      return fail(ErrorKind::usage, fmt::format("lead rules, line {}: {}", line.number, what));
    };
    if (line.fields.size() != kFields) return wrong(fmt::format("{} fields are wanted", kFields));
    if (line.fields[1] != "chat" && line.fields[1] != "device") return wrong("the scope is chat or device");
    std::array<double, kFields - kNumbersFrom> numbers{};
    for (std::size_t i = kNumbersFrom; i < kFields; ++i) {
      const std::optional<double> number = rule_number(line.fields[i]);
      if (!number || *number < 0 || *number > 100) return wrong("numbers lie between 0 and 100");
      numbers[i - kNumbersFrom] = *number;
    }
    LeadRule rule;
    rule.code = line.fields[0];
    rule.of_chat = line.fields[1] == "chat";
    rule.points = numbers[0];
    rule.cap = numbers[1];
    rule.full = numbers[2];
    rule.grounded = numbers[3] != 0;
    std::copy_n(numbers.begin() + 4, kActiveRoles, rule.says.begin());
    if (rule.full <= 0) return wrong("the full count lies above 0");
    if (out.find(rule.code) != nullptr) return wrong("the code stands there twice");
    out.rules_.push_back(std::move(rule));
  }
  return out;
}

const LeadRule* LeadRules::find(std::string_view code) const {
  const auto it =
      std::find_if(rules_.begin(), rules_.end(), [&](const LeadRule& r) { return r.code == code; });
  return it == rules_.end() ? nullptr : &*it;
}

}  // namespace ulika
