// Lines of the rule tables that joining devices goes by: fields between tabs, "#" begins a remark.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace ulika {

struct RuleLine {
  std::size_t number = 0;  // from 1
  std::vector<std::string_view> fields;
};

// Every line that is neither empty nor a remark. The fields are views into `table`.
std::vector<RuleLine> rule_lines(std::string_view table);

// A decimal number that fills the whole field.
std::optional<double> rule_number(std::string_view field);

// A table that is part of the program. Throws std::logic_error for a name that there is not.
std::string_view embedded_rules(std::string_view name);

}  // namespace ulika
