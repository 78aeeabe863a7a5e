#include "triage/base/rule_file.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

namespace ulika {

Result<std::string> read_rule_file(const std::filesystem::path& file, std::size_t limit) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status))
    return fail(ErrorKind::not_found, fmt::format("{} is not there", file.string()));
  if (std::filesystem::is_directory(status))
    return fail(ErrorKind::usage, fmt::format("{} is a folder", file.string()));
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorKind::io, fmt::format("{} cannot be opened", file.string()));
  std::string text;
  std::vector<char> buffer(std::size_t{1} << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > limit) {
      return fail(ErrorKind::limit, fmt::format("{} is longer than {} bytes", file.string(), limit));
    }
  }
  if (in.bad()) return fail(ErrorKind::io, fmt::format("{} cannot be read", file.string()));
  return text;
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::string_view without_bom(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  return text;
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

Error line_error(const std::filesystem::path& file, std::size_t line, std::string_view what) {
  return {ErrorKind::usage, fmt::format("{}, line {}: {}", file.string(), line, what)};
}

}  // namespace ulika
