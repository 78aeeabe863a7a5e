// The texts of a JSON array, as records hold lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// The elements that are text, in their order; numbers as they are written. Nothing for what is no array.
std::vector<std::string> json_texts(std::string_view json);

}  // namespace ulika
