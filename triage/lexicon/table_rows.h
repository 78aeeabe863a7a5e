// Rows of a rule table: a header row of column names, tabs between fields, "# " before remarks.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

// Reads `text` row by row. `columns` are looked up in the header; the fields of each row are handed on in
// their order, trimmed, empty where the table lacks an optional column (one whose name here begins with '?').
// `row` answers what is wrong with a row, or nothing. The first mistake is told with its line, `name` in
// front.
Result<void> read_table(std::string_view text, const std::filesystem::path& name,
                        const std::vector<std::string_view>& columns,
                        const std::function<std::string(const std::vector<std::string_view>&)>& row);

// A table that is part of the program. Precondition: it was built in.
std::string_view builtin_table(std::string_view name);

}  // namespace ulika
