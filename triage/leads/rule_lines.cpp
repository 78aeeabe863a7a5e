#include "triage/leads/rule_lines.h"

#include <charconv>
#include <span>
#include <stdexcept>
#include <string>

#include "triage/base/embedded.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_link_rules();

std::vector<RuleLine> rule_lines(std::string_view table) {
  std::vector<RuleLine> lines;
  for (std::size_t number = 1; !table.empty(); ++number) {
    const std::size_t end = table.find('\n');
    std::string_view line = table.substr(0, end);
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    RuleLine rule{number, {}};
    for (;;) {
      const std::size_t tab = line.find('\t');
      rule.fields.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    lines.push_back(std::move(rule));
  }
  return lines;
}

std::optional<double> rule_number(std::string_view field) {
  double number = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  if (error != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return number;
}

std::string_view embedded_rules(std::string_view name) {
  for (const EmbeddedFile& file : embedded_link_rules()) {
    if (file.name == name) return file.content;
  }
  throw std::logic_error("there is no rule table " + std::string(name));
}

}  // namespace ulika
