// Fills the tables of a source kind from the bytes of a file.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/source_kind.h"
#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"
#include "triage/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ulika {

inline constexpr std::uint64_t kMaxSourceBytes = 64ULL << 20;  // of one file; what comes after is not read
inline constexpr std::uint64_t kMaxSourceRows = 2'000'000;     // of one table
inline constexpr std::size_t kMaxSourceText = 16 << 20;        // bytes of one cell
inline constexpr int kMaxSourceDepth = 200;

// A value on its way into a table. The bytes live until add() returns.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string_view, Bytes>;

inline Cell whole(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

// Appends rows to one table.
class SourceTable {
 public:
  // `columns`: as many as add() gets. The table exists.
  SourceTable(sqlite3* db, std::string_view table, std::size_t columns);

  // False where the table holds kMaxSourceRows, or SQLite takes no more.
  bool add(std::span<const Cell> cells);
  bool add(std::initializer_list<Cell> cells) { return add(std::span(cells.begin(), cells.size())); }
  std::uint64_t rows() const { return rows_; }

 private:
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> insert_;
  std::uint64_t rows_ = 0;
};

// The error of a table that is full.
tl::unexpected<Error> table_is_full();

// Makes the tables of `spec` in `db`, an empty database, and fills them. An error says what ended the filling
// early: ErrorKind::unsupported where the bytes are of another kind, damaged or limit where only a part came;
// the rows until there are in place.
Result<void> fill_source(const SourceSpec& spec, const std::string& path, ByteSource& source, sqlite3* db);

// One for each kind; the tables exist and are empty.
Result<void> fill_json(const SourceSpec& spec, ByteSource& source, sqlite3* db);
Result<void> fill_json_lines(Bytes bytes, sqlite3* db);
Result<void> fill_plist(Bytes bytes, sqlite3* db);
Result<void> fill_xml(Bytes bytes, sqlite3* db);
Result<void> fill_lines(Bytes bytes, const std::string& entry, sqlite3* db);
Result<void> fill_csv(Bytes bytes, const std::vector<std::string>& columns, sqlite3* db);  // makes its table
Result<void> fill_ini(Bytes bytes, sqlite3* db);
Result<void> fill_vcard(Bytes bytes, sqlite3* db);
Result<void> fill_protobuf(Bytes bytes, sqlite3* db);

}  // namespace ulika
