// Lines of a rule file: UTF-8 with or without a byte order mark, ending in LF or CRLF, numbered for messages.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

// The whole file. Refuses a folder, and a file over `limit` bytes with ErrorKind::limit.
Result<std::string> read_rule_file(const std::filesystem::path& file, std::size_t limit);

// Takes the next line off `rest`, without its line end.
std::string_view take_line(std::string_view& rest);

// `text` without a UTF-8 byte order mark.
std::string_view without_bom(std::string_view text);

// The fields between single `separator`s.
std::vector<std::string_view> split(std::string_view line, char separator);

// `text` without spaces and tabs at its ends.
std::string_view trimmed(std::string_view text);

// "FILE, line N: WHAT"
Error line_error(const std::filesystem::path& file, std::size_t line, std::string_view what);

}  // namespace ulika
