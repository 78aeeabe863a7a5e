#include "parsers/raw_text.h"
#include "parsers/source_tables.h"
#include "parsers/sql_pattern.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxLine = 1 << 20;   // bytes of one line; a longer one is cut there
constexpr std::size_t kMaxEntry = 4 << 20;  // bytes of one entry

// An entry that is being gathered: its first line, and those that belong to it.
struct Entry {
  std::size_t offset = 0;
  std::size_t end = 0;
  std::uint64_t number = 0;  // of its first line; 0: none is open
  std::string text;
};

}  // namespace

Result<void> fill_lines(Bytes bytes, const std::string& entry_pattern, sqlite3* db) {
  const RawText raw(bytes);
  SourceTable lines(db, "line", 4);
  Entry entry;
  const auto flush = [&] {
    if (entry.number == 0) return true;
    const bool added = lines.add({whole(entry.number), whole(entry.offset), whole(entry.end - entry.offset),
                                  std::string_view(entry.text)});
    entry = {};
    return added;
  };
  std::uint64_t number = 0;
  std::uint64_t cut = 0;
  for (std::size_t at = raw.begin(); at < raw.end();) {
    const std::size_t full_end = raw.line_end(at);
    std::size_t end = full_end;
    if (end - at > kMaxLine) {
      end = at + kMaxLine;
      ++cut;
    }
    std::string text = raw.text(at, end);
    ++number;
    const bool joins = !entry_pattern.empty() && entry.number != 0 && entry.text.size() < kMaxEntry &&
                       !pattern_matches(text, entry_pattern);
    if (joins) {
      entry.text.append(1, '\n').append(text);
    } else {
      if (!flush()) return table_is_full();
      entry.number = number;
      entry.offset = at;
      entry.text = std::move(text);
    }
    entry.end = end;
    at = raw.after_line_end(full_end);
  }
  if (!flush()) return table_is_full();
  if (cut != 0)
    return fail(ErrorKind::limit, "lines that are longer than 1 MiB were cut: " + std::to_string(cut));
  return {};
}

}  // namespace ulika
