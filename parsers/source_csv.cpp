#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <set>

#include "parsers/raw_text.h"
#include "parsers/source_tables.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxColumns = 500;
constexpr std::array<unsigned char, 4> kDelimiters = {',', ';', '\t', '|'};

// The delimiter that the first line has most of, outside quotes.
unsigned char guess_delimiter(const RawText& raw) {
  std::array<std::size_t, kDelimiters.size()> counts{};
  bool quoted = false;
  const std::size_t end = raw.line_end(raw.begin());
  for (std::size_t at = raw.begin(); at < end; at += raw.width()) {
    const unsigned char c = raw.at(at);
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; !quoted && i < kDelimiters.size(); ++i) counts[i] += c == kDelimiters[i];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kDelimiters[static_cast<std::size_t>(most - counts.begin())];
}

struct Row {
  std::vector<std::string> fields;
  std::size_t offset = 0;
  std::size_t end = 0;  // without the line end
};

// RFC 4180, with any of the usual delimiters; a quote that is never closed runs to the end of the file.
class CsvReader {
 public:
  explicit CsvReader(const RawText& raw) : raw_(raw), delimiter_(guess_delimiter(raw)), at_(raw.begin()) {}

  bool next(Row& row) {
    if (at_ >= raw_.end()) return false;
    row = {};
    row.offset = at_;
    for (;;) {
      row.fields.push_back(field());
      row.end = at_;
      const bool more = at_ < raw_.end() && raw_.at(at_) == delimiter_;
      if (!more || row.fields.size() >= kMaxColumns) break;
      at_ += raw_.width();
    }
    at_ = raw_.after_line_end(raw_.line_end(at_));
    return true;
  }

 private:
  std::string field() {
    if (raw_.at(at_) != '"' || at_ >= raw_.end()) {
      const std::size_t from = at_;
      while (at_ < raw_.end() && raw_.at(at_) != delimiter_ && raw_.at(at_) != '\n' && raw_.at(at_) != '\r')
        at_ += raw_.width();
      at_ = std::min(at_, raw_.end());
      return raw_.text(from, at_);
    }
    std::string text;
    at_ += raw_.width();
    for (std::size_t from = at_; at_ < raw_.end();) {
      if (raw_.at(at_) != '"') {
        at_ = std::min(at_ + raw_.width(), raw_.end());
        if (at_ >= raw_.end()) text += raw_.text(from, at_);
        continue;
      }
      text += raw_.text(from, at_);
      at_ += raw_.width();
      if (at_ >= raw_.end() || raw_.at(at_) != '"') break;
      from = at_;  // a doubled quote stands for one
      at_ += raw_.width();
    }
    while (at_ < raw_.end() && raw_.at(at_) != delimiter_ && raw_.at(at_) != '\n' && raw_.at(at_) != '\r')
      at_ += raw_.width();
    at_ = std::min(at_, raw_.end());
    return text;
  }

  const RawText& raw_;
  unsigned char delimiter_;
  std::size_t at_;
};

// Names for the columns: those of the header, or of the definition; c1, c2, … for what has none, or one that
// is taken.
std::vector<std::string> column_names(const std::vector<std::string>& given, std::size_t count) {
  std::vector<std::string> names;
  std::set<std::string> taken = {"number", "offset", "length", "rowid"};
  for (std::size_t i = 0; i < count; ++i) {
    std::string name = i < given.size() ? given[i] : "";
    std::string lower = name;
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (name.empty() || name.size() > 200 || name.find('"') != std::string::npos ||
        !taken.insert(lower).second) {
      name = fmt::format("c{}", i + 1);
      if (!taken.insert(name).second) name += "_";
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Result<void> fill_csv(Bytes bytes, const std::vector<std::string>& columns, sqlite3* db) {
  const RawText raw(bytes);
  CsvReader reader(raw);
  Row row;
  bool more = reader.next(row);
  SourceSpec spec;
  spec.kind = SourceKind::csv;
  spec.columns = columns;
  if (columns.empty()) {
    spec.columns = more ? column_names(row.fields, row.fields.size()) : std::vector<std::string>{};
    more = reader.next(row);
  }
  const std::string schema = source_schema(spec);
  const auto table = schema.find("CREATE TABLE record");
  if (sqlite3_exec(db, schema.substr(table).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return fail(ErrorKind::damaged, "its first line names no columns");
  const std::size_t width = spec.columns.size();
  SourceTable records(db, "record", width + 3);
  std::vector<Cell> cells;
  for (std::uint64_t number = 1; more; more = reader.next(row), ++number) {
    if (row.fields.size() == 1 && row.fields[0].empty()) continue;
    cells.assign({whole(number), whole(row.offset), whole(row.end - row.offset)});
    for (std::size_t i = 0; i < width; ++i) {
      cells.emplace_back(i < row.fields.size() ? Cell(std::string_view(row.fields[i])) : Cell());
    }
    if (!records.add(cells)) return table_is_full();
  }
  return {};
}

}  // namespace ulika
