#include "parsers/table_sample.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxTables = 400;
constexpr std::size_t kMaxColumns = 100;  // that are looked at
constexpr int kRowsOfEachEnd = 60;
constexpr int kClip = 400;  // characters of a text

using StatementHandle = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

StatementHandle prepare(SuspectDatabase& database, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &raw, nullptr);
  return {raw, sqlite3_finalize};
}

std::string text_at(sqlite3_stmt* statement, int column) {
  const auto* text = sqlite3_column_text(statement, column);
  if (!text) return {};
  return to_valid_utf8(std::string_view(reinterpret_cast<const char*>(text),
                                        static_cast<std::size_t>(sqlite3_column_bytes(statement, column))));
}

bool is_nameable(std::string_view name) {
  return !name.empty() && is_valid_utf8(name) && std::none_of(name.begin(), name.end(), [](char c) {
    return c == '"' || (c >= 0 && c < ' ') || c == 0x7F;
  });
}

Value value_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
      return text_at(statement, column);
    default:
      return {};
  }
}

class Sampler {
 public:
  explicit Sampler(SuspectDatabase& database) : database_(database) {}

  DatabaseSample take() {
    list_tables();
    for (TableSample& table : out_.tables) {
      list_columns(table);
      if (!table.nameable) continue;
      count(table);
      if (!table.rows || *table.rows == 0 || table.columns.empty()) continue;
      read_rows(table, "");
      if (table.has_rowid && *table.rows > kRowsOfEachEnd)
        read_rows(table, fmt::format("ORDER BY rowid DESC LIMIT {}",
                                     std::min<std::int64_t>(kRowsOfEachEnd, *table.rows - kRowsOfEachEnd)));
    }
    return std::move(out_);
  }

 private:
  bool step(sqlite3_stmt* statement) {
    if (!statement) return false;
    const int rc = sqlite3_step(statement);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) out_.complete = false;
    return rc == SQLITE_ROW;
  }

  void list_tables() {
    const auto rows = prepare(database_, "PRAGMA main.table_list");
    while (step(rows.get())) {
      const std::string type = text_at(rows.get(), 2);
      TableSample table;
      table.name = text_at(rows.get(), 1);
      if (type != "table" || table.name.rfind("sqlite_", 0) == 0 || text_at(rows.get(), 0) != "main")
        continue;
      table.has_rowid = sqlite3_column_int(rows.get(), 4) == 0;
      table.nameable = is_nameable(table.name);
      if (out_.tables.size() == kMaxTables) {
        out_.complete = false;
        break;
      }
      out_.tables.push_back(std::move(table));
    }
    std::sort(out_.tables.begin(), out_.tables.end(),
              [](const TableSample& a, const TableSample& b) { return a.name < b.name; });
  }

  void list_columns(TableSample& table) {
    const auto rows = prepare(database_, "SELECT name, type, hidden FROM pragma_table_xinfo(?1, 'main')");
    if (!rows) return;
    sqlite3_bind_text(rows.get(), 1, table.name.data(), static_cast<int>(table.name.size()), SQLITE_STATIC);
    while (step(rows.get())) {
      ColumnSample column;
      column.name = text_at(rows.get(), 0);
      // Generated columns are a suspect's expressions; they repeat what others hold.
      if (sqlite3_column_int(rows.get(), 2) != 0 || !is_nameable(column.name)) continue;
      if (table.columns.size() == kMaxColumns) break;
      column.declared_type = text_at(rows.get(), 1);
      for (char& c : column.declared_type) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      table.columns.push_back(std::move(column));
    }
  }

  void count(TableSample& table) {
    const auto rows = prepare(database_, fmt::format("SELECT count(*) FROM main.\"{}\"", table.name));
    if (step(rows.get())) table.rows = sqlite3_column_int64(rows.get(), 0);
  }

  void read_rows(TableSample& table, const std::string& order) {
    std::string list;
    for (const ColumnSample& column : table.columns) {
      list += fmt::format(
          "{}CASE typeof(\"{}\") WHEN 'text' THEN substr(\"{}\", 1, {}) WHEN 'blob' THEN NULL "
          "ELSE \"{}\" END",
          list.empty() ? "" : ", ", column.name, column.name, kClip, column.name);
    }
    const auto rows =
        prepare(database_, fmt::format("SELECT {} FROM main.\"{}\" {}", list, table.name,
                                       order.empty() ? fmt::format("LIMIT {}", kRowsOfEachEnd) : order));
    while (step(rows.get())) {
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        Value value = value_at(rows.get(), static_cast<int>(i));
        if (!is_null(value)) table.columns[i].values.push_back(std::move(value));
      }
    }
  }

  SuspectDatabase& database_;
  DatabaseSample out_;
};

}  // namespace

DatabaseSample sample_database(SuspectDatabase& database, std::chrono::seconds allowance) {
  database.allow(allowance);
  return Sampler(database).take();
}

}  // namespace ulika
