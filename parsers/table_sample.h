// The tables of a database with a few of their rows: what the guesses about an unknown database rest on.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parsers/evidence_database.h"
#include "triage/model/record.h"

namespace ulika {

struct ColumnSample {
  std::string name;           // as declared
  std::string declared_type;  // upper case, as declared
  // Values of up to 60 rows at either end of the table, NULLs and blobs left out; texts clipped to 400
  // characters.
  std::vector<Value> values;
};

struct TableSample {
  std::string name;  // as declared
  bool has_rowid = true;
  // True where every name can stand in a definition: no control characters, no double quotes.
  bool nameable = true;
  std::optional<std::int64_t> rows;  // absent where they could not be counted
  std::vector<ColumnSample> columns;
};

struct DatabaseSample {
  std::vector<TableSample> tables;  // sorted by name
  bool complete = true;             // false where the allowance or the limit of tables cut it short
};

// Looks at the ordinary tables of "main", at most 400 of them and for `allowance` at most.
DatabaseSample sample_database(SuspectDatabase& database, std::chrono::seconds allowance);

}  // namespace ulika
