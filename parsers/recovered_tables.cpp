#include "parsers/recovered_tables.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

namespace ulika {
namespace {

constexpr int kMaxLayers = 64;                     // versions of one row that are told apart
constexpr std::int64_t kFirstLost = -(1LL << 60);  // numbers for rows that lost theirs, downwards
constexpr int kJoinOnly = -1;                      // layer of rows that are no records

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

void bind(sqlite3_stmt* statement, int index, const SqliteValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, index, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<SqliteBlob>(&value)) {
    sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

std::string column_list(const std::set<std::string>& columns, const std::string& prefix,
                        const std::string& rowid) {
  std::string list;
  for (const auto& column : columns) {
    if (column != "rowid") list += prefix + quoted(column) + ", ";
  }
  return list + rowid + " AS \"rowid\"";
}

}  // namespace

std::unique_ptr<RecoveredTables> RecoveredTables::add_to(SuspectDatabase& database, const RecoveredRows& rows,
                                                         bool main_state_is_read) {
  if (rows.rows.empty()) return nullptr;
  std::string error;
  if (!database.run("ATTACH ':memory:' AS recovered", error)) return nullptr;
  auto out = std::make_unique<RecoveredTables>();
  const int variables = sqlite3_limit(database.handle(), SQLITE_LIMIT_VARIABLE_NUMBER, 2100);
  for (std::size_t table = 0; table < rows.tables.size(); ++table) {
    if (!database.run("SAVEPOINT fill", error)) break;
    if (!out->fill(database, rows, table, main_state_is_read)) {
      out->tables_.erase(lower(rows.tables[table].name));
      database.run("ROLLBACK TO fill", error);
    }
    database.run("RELEASE fill", error);
  }
  sqlite3_limit(database.handle(), SQLITE_LIMIT_VARIABLE_NUMBER, variables);
  return out;
}

bool RecoveredTables::fill(SuspectDatabase& database, const RecoveredRows& rows, std::size_t index,
                           bool main_state_is_read) {
  const RecoveredTable& declared = rows.tables[index];
  const std::string name = lower(declared.name);
  sqlite3_stmt* insert = nullptr;
  std::map<std::int64_t, int> versions;
  std::int64_t next_lost = kFirstLost;
  Table* table = nullptr;
  bool whole = true;
  for (const RecoveredRow& row : rows.rows) {
    if (row.table != index) continue;
    if (!table) {
      if (tables_.count(name) != 0) return true;
      std::string columns;
      std::string marks;
      for (std::size_t i = 0; i < declared.columns.size(); ++i) {
        columns += quoted(declared.columns[i]);
        if (!declared.types[i].empty()) columns += " " + quoted(declared.types[i]);
        columns += ", ";
        marks += "?,";
      }
      std::string error;
      const std::string create = fmt::format(
          "CREATE TABLE recovered.{}({}\"ulika layer\", \"ulika rowid\", "
          "\"ulika first\")",
          quoted(name), columns);
      const std::string fill_in =
          fmt::format("INSERT INTO recovered.{} VALUES({}?,?,?)", quoted(name), marks);
      table = &tables_[name];
      if (!database.run(create, error) ||
          sqlite3_prepare_v2(database.handle(), fill_in.c_str(), -1, &insert, nullptr) != SQLITE_OK)
        return false;
      for (const auto& column : declared.columns) table->shape.columns.insert(lower(column));
      table->shape.has_rowid = declared.has_rowid;
      table->dropped = declared.dropped;
    }
    const std::int64_t number = row.rowid ? *row.rowid : next_lost--;
    const bool join_only = main_state_is_read && row.in_main_file_state;
    int& version = versions[number];
    if (version > kMaxLayers) continue;
    const bool first = version == 0;
    int layer = kJoinOnly;
    if (!join_only && declared.has_rowid) {
      // Rows for joining take no layer of their own.
      layer = table->rows.count({number, 0}) == 0 ? 0 : version;
      if (layer >= kMaxLayers) continue;
      table->rows[{number, layer}] = &row;
      table->layers = std::max(table->layers, layer + 1);
    }
    ++version;
    const int count = static_cast<int>(declared.columns.size());
    for (int i = 0; i < count; ++i) {
      if (i == declared.rowid_column) {
        sqlite3_bind_int64(insert, i + 1, number);
      } else {
        bind(insert, i + 1, row.values[static_cast<std::size_t>(i)]);
      }
    }
    sqlite3_bind_int(insert, count + 1, layer);
    sqlite3_bind_int64(insert, count + 2, number);
    sqlite3_bind_int(insert, count + 3, first && row.rowid ? 1 : 0);
    whole = sqlite3_step(insert) == SQLITE_DONE && whole;
    sqlite3_reset(insert);
    table->has_lookups = table->has_lookups || (first && row.rowid);
  }
  sqlite3_finalize(insert);
  return whole;
}

const TableShape* RecoveredTables::shape(const std::string& table) const {
  const auto found = tables_.find(table);
  return found == tables_.end() || !found->second.dropped ? nullptr : &found->second.shape;
}

int RecoveredTables::layers(const std::string& table) const {
  const auto found = tables_.find(table);
  return found == tables_.end() ? 0 : found->second.layers;
}

int RecoveredTables::layers() const {
  int most = 0;
  for (const auto& [name, table] : tables_) most = std::max(most, table.layers);
  return most;
}

std::string RecoveredTables::rows_of_layer(const std::string& table, const std::set<std::string>& columns,
                                           int layer) const {
  return fmt::format("SELECT {} FROM recovered.{} WHERE \"ulika layer\" = {}",
                     column_list(columns, "", "\"ulika rowid\""), quoted(table), layer);
}

std::string RecoveredTables::rows_beside_live(const std::string& table, const std::set<std::string>& columns,
                                              bool is_live) const {
  const auto found = tables_.find(table);
  if (found == tables_.end() || !found->second.has_lookups) return {};
  std::string own = fmt::format("SELECT {} FROM recovered.{} r WHERE r.\"ulika first\" = 1",
                                column_list(columns, "r.", "r.\"ulika rowid\""), quoted(table));
  if (!is_live) return own;
  return fmt::format(
      "SELECT {} FROM main.{} UNION ALL {} AND NOT EXISTS (SELECT 1 FROM main.{} l WHERE "
      "l.rowid = r.\"ulika rowid\")",
      column_list(columns, "", "rowid"), quoted(table), own, quoted(table));
}

const RecoveredRow* RecoveredTables::row(const std::string& table, std::int64_t number, int layer) const {
  const auto found = tables_.find(table);
  if (found == tables_.end()) return nullptr;
  const auto row = found->second.rows.find({number, layer});
  return row == found->second.rows.end() ? nullptr : row->second;
}

}  // namespace ulika
