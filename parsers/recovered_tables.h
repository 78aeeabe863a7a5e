// RecoveredTables: recovered rows beside the tables of a suspect's database, so that the same definitions run
// over them.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "parsers/evidence_database.h"
#include "parsers/recovery.h"

namespace ulika {

// The rows lie in a database in memory that is joined to the connection as "recovered": one table for each
// that has some, with its name and columns. A row number may come in several versions; each layer has any
// number at most once, so that `row` of a record tells which row it was drawn from. A row that lost its
// number gets one below zero that no other has.
class RecoveredTables {
 public:
  // `rows` and `database` must outlive this object. `main_state_is_read`: rows that the main file alone shows
  // are given as records elsewhere, and serve only to be joined to. Null where there is nothing to add.
  static std::unique_ptr<RecoveredTables> add_to(SuspectDatabase& database, const RecoveredRows& rows,
                                                 bool main_state_is_read);

  // Names of tables are lower case in all of these.
  const TableShape* shape(const std::string& table) const;  // of a table that was dropped, or null
  int layers(const std::string& table) const;               // 0 where it has no rows
  int layers() const;                                       // the most of any table

  // SELECT statements of the named columns and "rowid": the recovered rows of one layer; the rows of the
  // present state with those recovered ones whose numbers it lacks. Empty where that is the table as it is.
  std::string rows_of_layer(const std::string& table, const std::set<std::string>& columns, int layer) const;
  std::string rows_beside_live(const std::string& table, const std::set<std::string>& columns,
                               bool is_live) const;

  // The row of a table with this number in this layer, or null.
  const RecoveredRow* row(const std::string& table, std::int64_t number, int layer) const;

 private:
  struct Table {
    TableShape shape;
    bool dropped = false;
    bool has_lookups = false;  // rows that the present state may lack
    int layers = 0;
    std::map<std::pair<std::int64_t, int>, const RecoveredRow*> rows;  // by number and layer
  };
  bool fill(SuspectDatabase& database, const RecoveredRows& rows, std::size_t table, bool main_state_is_read);

  std::map<std::string, Table> tables_;
};

}  // namespace ulika
