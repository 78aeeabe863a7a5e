#include "parsers/definition_check.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "parsers/sql_functions.h"

namespace ulika {
namespace {

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using StatementHandle = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

// An empty database with the tables that a query says it knows.
std::string schema_of(const Query& query) {
  std::map<std::string, std::set<std::string>> tables;
  for (const auto* specs : {&query.needs, &query.optional}) {
    for (const NeededTable& spec : *specs)
      tables[spec.table].insert(spec.columns.begin(), spec.columns.end());
  }
  std::string sql;
  for (const auto& [table, columns] : tables) {
    sql += fmt::format("CREATE TABLE \"{}\"(", table);
    if (columns.empty()) sql += "\"-\"";
    const char* comma = "";
    for (const std::string& column : columns) {
      sql += fmt::format("{}\"{}\"", comma, column);
      comma = ",";
    }
    sql += ");";
  }
  return sql;
}

bool is_locator_alias(std::string_view name) {
  return name == "row" || name == "offset" || name == "length" || name == "pointer" || name == "xpath";
}

int line_at(const Query& query, int offset) {
  const auto end = std::min<std::size_t>(offset < 0 ? 0 : static_cast<std::size_t>(offset), query.sql.size());
  return query.line + static_cast<int>(std::count(
                          query.sql.begin(), query.sql.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
}

Result<void> check_query(const Definition& definition, const Query& query) {
  const auto error = [&](int line, const std::string& what) {
    return fail(ErrorKind::usage, fmt::format("{}:{}: {}", definition.file, line, what));
  };
  sqlite3* raw = nullptr;
  sqlite3_open(":memory:", &raw);
  const Handle db(raw, sqlite3_close);
  FunctionFaults faults;
  register_sql_functions(db.get(), faults);
  // A name in double quotes must be a column: SQLite would take a misspelt one for text.
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  const std::string kind_schema = source_schema(definition.source);
  const bool fixed = !kind_schema.empty() && definition.source.kind != SourceKind::csv;
  const bool named = !definition.source.columns.empty();
  const std::string schema =
      fixed || named ? kind_schema
                     : schema_of(query) + (kind_schema.empty() ? "" : "CREATE TABLE file(path, name)");
  if (sqlite3_exec(db.get(), schema.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return error(query.line, sqlite3_errmsg(db.get()));
  }
  sqlite3_stmt* raw_statement = nullptr;
  const char* tail = nullptr;
  const int rc = sqlite3_prepare_v2(db.get(), query.sql.c_str(), -1, &raw_statement, &tail);
  const StatementHandle statement(raw_statement, sqlite3_finalize);
  if (rc != SQLITE_OK) return error(line_at(query, sqlite3_error_offset(db.get())), sqlite3_errmsg(db.get()));
  if (!statement || sqlite3_stmt_readonly(statement.get()) == 0)
    return error(query.line, "a query is one SELECT");
  if (std::string_view(tail).find_first_not_of(" \t\r\n") != std::string_view::npos) {
    return error(query.line, "a query is one statement");
  }
  std::set<std::string> seen;
  for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
    const std::string name = sqlite3_column_name(statement.get(), i);
    if (!seen.insert(name).second) return error(query.line, fmt::format("the alias “{}” comes twice", name));
    if (!is_locator_alias(name) && !query.makes->find(name)) {
      return error(query.line,
                   fmt::format("“{}” is no key of the record type “{}”", name, query.makes->type));
    }
  }
  const bool database = definition.source.kind == SourceKind::sqlite;
  if (database && seen.count("row") == 0) return error(query.line, "the alias “row” is missing");
  const bool placed = (seen.count("offset") != 0 && seen.count("length") != 0) ||
                      seen.count("pointer") != 0 || seen.count("xpath") != 0;
  if (!database && !placed)
    return error(query.line, "no alias says where a record is: “offset” and “length”, “pointer”, or “xpath”");
  return {};
}

}  // namespace

Result<void> check_queries(const Definition& definition) {
  for (const Query& query : definition.queries) {
    if (auto checked = check_query(definition, query); !checked) return checked;
    const auto known = [&](const NeededTable& spec) {
      return spec.schema == "main" ||
             std::any_of(definition.attach.begin(), definition.attach.end(),
                         [&](const Attachment& a) { return a.schema == spec.schema; });
    };
    for (const auto* specs : {&query.when, &query.needs, &query.optional}) {
      for (const NeededTable& spec : *specs) {
        if (!known(spec)) {
          return fail(ErrorKind::usage, fmt::format("{}:{}: nothing is attached as “{}”", definition.file,
                                                    query.line, spec.schema));
        }
      }
    }
  }
  return {};
}

}  // namespace ulika
