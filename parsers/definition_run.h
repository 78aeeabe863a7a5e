// Runs one definition on one open database and turns its rows into records.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "parsers/definition.h"
#include "parsers/evidence_database.h"
#include "parsers/parser_set.h"
#include "parsers/recovered_tables.h"

namespace ulika {

// True where every table and column of the specs is there, or was (`recovered` may be null).
bool has_tables(const SuspectDatabase& database, const std::vector<NeededTable>& specs,
                const RecoveredTables* recovered = nullptr);

struct DefinitionRun {
  const Definition& definition;
  SuspectDatabase& database;
  std::string path;       // evidence path of the database
  std::string recovered;  // of the records
  std::string suffix;     // of their locators, or empty
  bool quiet = false;     // problems are not told: those of a superseded state
  // Not null: the queries see, of the table whose rows they name, the recovered rows of one layer alone.
  const RecoveredTables* tables = nullptr;
  int layer = 0;
  bool guessed = false;  // columns were guessed: a cell that does not fit its field is no problem
  std::chrono::seconds allowance{120};  // of one query
};

// Runs, of each group of queries, the first whose `needs` hold. What cannot run, and what a row or cell cost,
// is told as problems: one for each query and kind of trouble, with counts.
void run_definition(const DefinitionRun& run, const ParseSink& sink);

}  // namespace ulika
