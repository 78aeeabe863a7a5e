// TableLayout: what rows of one table look like, by its declaration and by the rows it still has, for telling
// cells from chance.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/recovery_record.h"

namespace ulika {

struct ColumnLayout {
  std::string name;
  std::string type;                  // as declared
  std::uint32_t allowed = 0;         // bits of serial_class() that the declaration lets in
  std::uint32_t observed = 0;        // of those seen in rows of the live state
  SqliteValue initial;               // for rows from before the column was added
  bool can_be_missing = true;        // nullable or with an initial value
  std::int64_t least = 0, most = 0;  // of the whole numbers seen, where any was
  bool numbers_seen = false;
};

struct TableLayout {
  std::string name;
  std::string sql;         // its declaration
  std::uint32_t root = 0;  // page, or 0 for a table that was dropped
  bool has_rowid = true;
  int rowid_column = -1;              // the column that is the rowid, or -1
  std::vector<ColumnLayout> columns;  // in the order of the table
  std::vector<std::size_t> stored;    // columns in the order of the record; computed ones are not in it
  std::uint64_t rows_seen = 0;
  std::vector<bool> counts_seen;  // by number of values in a record

  // Takes note of a row of the live state.
  void learn(const FoundCell& cell, Bytes page);
};

// One bit for each of the serial types 0 to 9, for texts (10) and for blobs (11).
std::uint32_t serial_class(std::uint64_t serial);

// How well a record fits: nothing where it cannot be a row of this table; higher is better. `strict`: only
// what was seen in live rows, where there are any, is believed.
std::optional<int> fit(const TableLayout& layout, const FoundCell& cell, Bytes page, Encoding encoding,
                       bool strict);

// The layout that a CREATE TABLE statement declares; nothing where SQLite does not take it. The statement is
// a suspect's: it is compiled in an empty database that may do nothing else.
class LayoutReader {
 public:
  LayoutReader();
  ~LayoutReader();
  LayoutReader(const LayoutReader&) = delete;
  LayoutReader& operator=(const LayoutReader&) = delete;
  std::optional<TableLayout> read(const std::string& name, const std::string& sql);

 private:
  struct State;
  State* state_;
};

}  // namespace ulika
