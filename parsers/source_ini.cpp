#include "parsers/raw_text.h"
#include "parsers/source_tables.h"

namespace ulika {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Result<void> fill_ini(Bytes bytes, sqlite3* db) {
  const RawText raw(bytes);
  SourceTable settings(db, "setting", 6);
  std::string section;
  std::uint64_t number = 0;
  for (std::size_t at = raw.begin(); at < raw.end();) {
    const std::size_t end = raw.line_end(at);
    const std::string line = raw.text(at, end);
    const std::string_view code = trim(line);
    const auto equals = code.find('=');
    if (!code.empty() && code.front() == '[' && code.back() == ']') {
      section = code.substr(1, code.size() - 2);
    } else if (equals != std::string_view::npos && code.front() != ';' && code.front() != '#') {
      const bool added =
          settings.add({whole(++number), std::string_view(section), trim(code.substr(0, equals)),
                        trim(code.substr(equals + 1)), whole(at), whole(end - at)});
      if (!added) return table_is_full();
    }
    at = raw.after_line_end(end);
  }
  return {};
}

}  // namespace ulika
