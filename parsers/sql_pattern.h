// Patterns that definitions may use: matched in linear time, whatever the text (RE2).
#pragma once

#include <string_view>

namespace ulika {

// True where `pattern` (RE2 syntax) is found in `text`. False for a pattern that is none.
bool pattern_matches(std::string_view text, std::string_view pattern);

// True where `pattern` compiles.
bool is_pattern(std::string_view pattern);

}  // namespace ulika
