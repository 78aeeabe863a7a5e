#include "parsers/definition_run.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "parsers/row_reader.h"
#include "parsers/sql_functions.h"

namespace ulika {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

const TableShape* find_table(const SuspectDatabase& database, const NeededTable& spec) {
  const auto& shape = database.shape(spec.schema);
  const auto it = shape.find(lower(spec.table));
  return it == shape.end() ? nullptr : &it->second;
}

bool has_column(const TableShape& table, const std::string& column) {
  const std::string name = lower(column);
  return table.columns.count(name) != 0 || (name == "rowid" && table.has_rowid);
}

// The tables that queries may name: those of the database, and in a run over recovered rows also those that
// were dropped from it.
class Tables {
 public:
  Tables(const SuspectDatabase& database, const RecoveredTables* recovered)
      : database_(database), recovered_(recovered) {}

  const TableShape* find(const NeededTable& spec) const {
    const TableShape* live = find_table(database_, spec);
    return live || !recovered_ || spec.schema != "main" ? live : recovered_->shape(lower(spec.table));
  }

  bool hold(const std::vector<NeededTable>& specs) const {
    return std::all_of(specs.begin(), specs.end(), [&](const NeededTable& spec) {
      const TableShape* table = find(spec);
      return table && std::all_of(spec.columns.begin(), spec.columns.end(),
                                  [&](const std::string& column) { return has_column(*table, column); });
    });
  }

  // "table x, column y.z" of the specs that do not hold.
  std::string missing_parts(const std::vector<NeededTable>& specs) const {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
    for (const NeededTable& spec : specs) {
      const TableShape* table = find(spec);
      if (!table) {
        add("table " + spec.table);
        continue;
      }
      for (const auto& column : spec.columns) {
        if (!has_column(*table, column)) add(fmt::format("column {}.{}", spec.table, column));
      }
    }
    return out;
  }

 private:
  const SuspectDatabase& database_;
  const RecoveredTables* recovered_;
};

// Views in the TEMP schema, which SQLite searches first: over a table that lacks columns, in place of one
// that is missing or is no ordinary table, for the tables of a companion, and for recovered rows.
std::map<std::string, std::string> shadow_views(const std::vector<const Query*>& queries,
                                                const DefinitionRun& run) {
  std::map<std::string, std::pair<NeededTable, std::set<std::string>>> wanted;
  for (const Query* query : queries) {
    for (const auto* specs : {&query->needs, &query->optional}) {
      for (const NeededTable& spec : *specs) {
        auto& [first, columns] = wanted[lower(spec.table)];
        if (first.table.empty()) first = spec;
        for (const auto& column : spec.columns) columns.insert(lower(column));
      }
    }
  }
  const Tables tables(run.database, run.tables);
  std::map<std::string, std::string> views;  // statement by name
  for (const auto& [name, entry] : wanted) {
    const auto& [spec, columns] = entry;
    const TableShape* table = tables.find(spec);
    std::string list;
    std::set<std::string> present;
    for (const auto& column : columns) {
      if (table && has_column(*table, column)) {
        present.insert(column);
      } else {
        list += fmt::format("{}NULL AS \"{}\"", list.empty() ? "" : ", ", column);
      }
    }
    std::string rows;
    if (table && run.tables && spec.schema == "main") {
      const bool is_its_own = name == lower(queries.front()->row_table);
      const bool is_live = find_table(run.database, spec) != nullptr;
      rows = is_its_own ? run.tables->rows_of_layer(name, present, run.layer)
                        : run.tables->rows_beside_live(name, present, is_live);
    }
    if (!table) {
      views[name] = fmt::format("CREATE TEMP VIEW \"{}\" AS SELECT {} WHERE 0", name,
                                list.empty() ? "NULL AS \"-\"" : list);
    } else if (!rows.empty()) {
      views[name] = fmt::format("CREATE TEMP VIEW \"{}\" AS SELECT *{}{} FROM ({})", name,
                                list.empty() ? "" : ", ", list, rows);
    } else if (!list.empty() || spec.schema != "main") {
      std::string all = "*";
      if (table->has_rowid && table->columns.count("rowid") == 0) all += ", rowid AS \"rowid\"";
      if (!list.empty()) all += ", " + list;
      views[name] = fmt::format("CREATE TEMP VIEW \"{}\" AS SELECT {} FROM \"{}\".\"{}\"", name, all,
                                spec.schema, name);
    }
  }
  return views;
}

class Runner {
 public:
  Runner(const DefinitionRun& run, const ParseSink& sink)
      : run_(run), sink_(sink), tables_(run.database, run.tables) {}

  void go() {
    if (run_.tables) {
      run_groups();  // each query sees other rows
      return;
    }
    std::vector<const Query*> all;
    for (const Query& query : run_.definition.queries) all.push_back(&query);
    with_views(all, [&] { run_groups(); });
  }

 private:
  template <class Body>
  void with_views(const std::vector<const Query*>& queries, const Body& body) {
    auto& database = run_.database;
    std::vector<std::string> made;
    for (const auto& [name, view] : shadow_views(queries, run_)) {
      std::string error;
      if (database.run(view, error)) {
        made.push_back(name);
      } else {
        problem(LedgerState::damaged,
                fmt::format("{}: a table cannot be seen: {}", run_.definition.id, error));
      }
    }
    body();
    for (const auto& name : made) {
      std::string error;
      database.run(fmt::format("DROP VIEW temp.\"{}\"", name), error);
    }
  }

  void problem(LedgerState state, std::string reason) {
    if (run_.quiet) return;
    Problem problem;
    problem.path = run_.path;
    problem.stage = "parse";
    problem.state = state;
    problem.reason = std::move(reason);
    sink_.problem(std::move(problem));
  }

  void run_groups() {
    std::vector<std::string> groups;
    for (const Query& query : run_.definition.queries) {
      if (std::find(groups.begin(), groups.end(), query.group) == groups.end()) groups.push_back(query.group);
    }
    bool any = false;
    for (const auto& group : groups) {
      const Query* chosen = nullptr;
      const Query* meant = nullptr;  // the first that is a business of this database
      for (const Query& query : run_.definition.queries) {
        if (query.present_only && (run_.quiet || run_.tables)) continue;
        if (query.group != group || !tables_.hold(query.when)) continue;
        if (!meant) meant = &query;
        any = true;
        if (tables_.hold(query.needs)) {
          chosen = &query;
          break;
        }
      }
      if (chosen && run_.tables) {
        if (run_.layer < run_.tables->layers(lower(chosen->row_table)))
          with_views({chosen}, [&] { run_query(*chosen); });
      } else if (chosen) {
        run_query(*chosen);
      } else if (meant) {
        problem(LedgerState::unsupported,
                fmt::format("{}: {} not read, this schema is not known: {} missing", run_.definition.id,
                            group, tables_.missing_parts(meant->needs)));
      }
    }
    if (!any)
      problem(LedgerState::unsupported,
              run_.definition.id + ": this schema is not known: none of its tables is here");
  }

  // In the overlay in memory. A database that is too damaged for it is read without.
  void make_indexes(const Query& query) {
    if (run_.tables) return;
    for (const NeededTable& spec : query.index) {
      if (!tables_.hold({spec})) continue;
      std::string name = "ulika_" + lower(spec.table), columns;
      for (const std::string& column : spec.columns) {
        name += "_" + lower(column);
        columns += fmt::format("{}\"{}\"", columns.empty() ? "" : ", ", column);
      }
      std::string error;
      run_.database.run(fmt::format("CREATE INDEX IF NOT EXISTS \"{}\".\"{}\" ON \"{}\"({})", spec.schema,
                                    name, spec.table, columns),
                        error);
    }
  }

  void run_query(const Query& query) {
    const std::string what = fmt::format("{}: {}{}{}", run_.definition.id, query.group,
                                         query.variant.empty() ? "" : " ", query.variant);
    auto& database = run_.database;
    database.allow(run_.allowance);
    make_indexes(query);
    begin_function_use(database.faults());
    database.lock(run_.allowance);
    sqlite3_stmt* raw = nullptr;
    int rc = sqlite3_prepare_v2(database.handle(), query.sql.c_str(), -1, &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(raw, sqlite3_finalize);
    RowReader reader(query, run_, raw);
    std::uint64_t rows = 0;
    if (rc == SQLITE_OK) {
      while ((rc = sqlite3_step(raw)) == SQLITE_ROW) {
        ++rows;
        if (auto record = reader.read()) sink_.record(std::move(*record));
      }
    }
    if (sink_.query && !run_.quiet && !run_.tables) {
      sink_.query(
          {run_.definition.id, query.group, query.variant, tables_.missing_parts(query.optional), rows});
    }
    if (rc != SQLITE_DONE) {
      const bool limit =
          rc == SQLITE_INTERRUPT || rc == SQLITE_NOMEM || rc == SQLITE_FULL || rc == SQLITE_TOOBIG;
      problem(
          limit ? LedgerState::limited : LedgerState::damaged,
          fmt::format("{} stopped after {} rows: {}", what, rows,
                      database.out_of_time() ? fmt::format("it took longer than {} s", run_.allowance.count())
                                             : sqlite3_errmsg(database.handle())));
    }
    database.unlock();
    if (run_.guessed) return;
    for (const auto& trouble : reader.troubles())
      problem(LedgerState::damaged, fmt::format("{}: {}", what, trouble));
    for (const auto& [function, count] : database.faults().counts) {
      problem(LedgerState::damaged,
              fmt::format("{}: values that {}() could not read: {}", what, function, count));
    }
    for (const auto& [trouble, count] : database.faults().partial)
      problem(LedgerState::damaged, fmt::format("{}: values read in part by {}: {}", what, trouble, count));
  }

  const DefinitionRun& run_;
  const ParseSink& sink_;
  Tables tables_;
};

}  // namespace

bool has_tables(const SuspectDatabase& database, const std::vector<NeededTable>& specs,
                const RecoveredTables* recovered) {
  return Tables(database, recovered).hold(specs);
}

void run_definition(const DefinitionRun& run, const ParseSink& sink) {
  Runner(run, sink).go();
}

}  // namespace ulika
