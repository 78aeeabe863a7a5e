#include "triage/leads/episode_rules.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "triage/leads/rule_lines.h"

namespace ulika {
namespace {

constexpr std::int64_t kMinute = 60'000;  // ms
constexpr std::size_t kColumns = 9;
constexpr double kMostMinutes = 60.0 * 24 * 366;

template <class Enum, std::size_t N>
std::optional<Enum> named(std::string_view word,
                          const std::array<std::pair<std::string_view, Enum>, N>& names) {
  for (const auto& [name, value] : names) {
    if (name == word) return value;
  }
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, EpisodeRule::Part>, 5> kParts = {
    {{"text", EpisodeRule::Part::text},
     {"picture", EpisodeRule::Part::picture},
     {"photo", EpisodeRule::Part::photo},
     {"payment", EpisodeRule::Part::payment},
     {"series", EpisodeRule::Part::series}}};
constexpr std::array<std::pair<std::string_view, EpisodeRule::Where>, 3> kPlaces = {
    {{"record", EpisodeRule::Where::record},
     {"chat", EpisodeRule::Where::chat},
     {"any", EpisodeRule::Where::any}}};

// A number from 0 to `most`.
std::optional<double> within(std::string_view field, double most) {
  const std::optional<double> number = rule_number(field);
  return number && *number >= 0 && *number <= most ? number : std::nullopt;
}

// What is wrong with the line, or nothing.
std::string_view read_rule(const RuleLine& line, EpisodeRule& rule) {
  if (line.fields.size() != kColumns) return "nine fields are wanted";
  const auto part = named(line.fields[1], kParts);
  const auto where = named(line.fields[3], kPlaces);
  const auto before = within(line.fields[4], kMostMinutes), after = within(line.fields[5], kMostMinutes);
  const auto radius = within(line.fields[6], 100'000), points = within(line.fields[7], 100);
  if (line.fields[0].empty() || !part || !where) return "the name, part or place is none";
  if (!before || !after || !radius || !points) return "a number is none or out of range";
  if (line.fields[8] != "0" && line.fields[8] != "1") return "'speaks' is 0 or 1";
  rule.name = line.fields[0];
  rule.part = *part;
  rule.where = *where;
  rule.before_ms = static_cast<std::int64_t>(*before) * kMinute;
  rule.after_ms = static_cast<std::int64_t>(*after) * kMinute;
  rule.radius_m = *radius;
  rule.points = *points;
  rule.speaks = line.fields[8] == "1";
  if (rule.part == EpisodeRule::Part::series) {
    const auto least = within(line.fields[2], 1000);
    if (!least || *least < 2) return "a series has two places or more";
    rule.least = static_cast<std::size_t>(*least);
  } else {
    rule.category = line.fields[2];
    if (rule.part == EpisodeRule::Part::text && rule.category.empty()) return "a text needs a category";
  }
  if (rule.part == EpisodeRule::Part::photo && rule.radius_m <= 0) return "a photo needs a radius";
  return {};
}

}  // namespace

Result<EpisodeRules> EpisodeRules::parse(std::string_view table) {
  EpisodeRules out;
  bool has_time = false;
  for (const RuleLine& line : rule_lines(table)) {
    const auto wrong = [&](std::string_view what) {
      return fail(ErrorKind::usage, fmt::format("episode rules, line {}: {}", line.number, what));
    };
    const std::string_view name = line.fields[0];
    if (!name.starts_with('!')) {
      EpisodeRule rule;
      if (const std::string_view what = read_rule(line, rule); !what.empty()) return wrong(what);
      out.rules.push_back(std::move(rule));
      continue;
    }
    const auto number = line.fields.size() == 2 ? within(line.fields[1], kMostMinutes) : std::nullopt;
    if (!number) return wrong("a name and a number are wanted");
    if (name == "!least_score") {
      out.least_score = *number;
    } else if (name == "!same_place_radius") {
      out.same_place_radius_m = *number;
    } else if (name == "!same_place_time") {
      out.same_place_time_ms = static_cast<std::int64_t>(*number) * kMinute;
      has_time = true;
    } else if (name == "!same_place_points") {
      out.same_place_points = *number;
    } else {
      return wrong("there is no such setting");
    }
  }
  if (out.rules.empty() || !has_time || out.least_score <= 0 || out.same_place_radius_m <= 0) {
    return fail(ErrorKind::usage, "episode rules: rules and their four settings are wanted");
  }
  return out;
}

const EpisodeRules& EpisodeRules::builtin() {
  static const EpisodeRules rules = [] {
    Result<EpisodeRules> parsed = parse(embedded_rules("episode_rules.tsv"));
    if (!parsed) throw std::logic_error(parsed.error().message);
    return std::move(*parsed);
  }();
  return rules;
}

}  // namespace ulika
