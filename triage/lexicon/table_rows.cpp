#include "triage/lexicon/table_rows.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <stdexcept>

#include "triage/base/embedded.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_lexicon();

namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

// Where each wanted column lies; names the one that is missing.
Result<std::vector<std::size_t>> places(const std::vector<std::string_view>& header,
                                        const std::vector<std::string_view>& columns) {
  std::vector<std::size_t> at;
  for (std::string_view column : columns) {
    const bool optional = column.starts_with('?');
    if (optional) column.remove_prefix(1);
    std::size_t found = kAbsent;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (trimmed(header[i]) == column) found = i;
    }
    if (found == kAbsent && !optional)
      return fail(ErrorKind::usage, fmt::format("no column is called \"{}\"", column));
    at.push_back(found);
  }
  return at;
}

}  // namespace

Result<void> read_table(std::string_view text, const std::filesystem::path& name,
                        const std::vector<std::string_view>& columns,
                        const std::function<std::string(const std::vector<std::string_view>&)>& row) {
  std::string_view rest = without_bom(text);
  std::optional<std::vector<std::size_t>> at;
  std::size_t width = 0;
  std::vector<std::string_view> fields(columns.size());
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = take_line(rest);
    if (trimmed(line).empty() || line == "#" || line.starts_with("# ")) continue;
    if (!is_valid_utf8(line)) return tl::unexpected<Error>(line_error(name, number, "this is not UTF-8"));
    const std::vector<std::string_view> cells = split(line, '\t');
    if (!at) {
      auto found = places(cells, columns);
      if (!found) return tl::unexpected<Error>(line_error(name, number, found.error().message));
      at = std::move(*found);
      width = cells.size();
      continue;
    }
    if (cells.size() != width) {
      return tl::unexpected<Error>(
          line_error(name, number, fmt::format("{} columns where the header has {}", cells.size(), width)));
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
      fields[i] = (*at)[i] == kAbsent ? std::string_view() : trimmed(cells[(*at)[i]]);
    if (const std::string wrong = row(fields); !wrong.empty())
      return tl::unexpected<Error>(line_error(name, number, wrong));
  }
  return {};
}

std::string_view builtin_table(std::string_view name) {
  for (const EmbeddedFile& file : embedded_lexicon()) {
    if (file.name == name) return file.content;
  }
  throw std::logic_error(fmt::format("the program was built without its table {}", name));
}

}  // namespace ulika
