// RowReader: one row of a definition's query as a record, each cell checked against the kind of its field.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parsers/definition_run.h"
#include "triage/model/record.h"

struct sqlite3_stmt;

namespace ulika {

class RowReader {
 public:
  // `statement` may be null when it did not compile; then nothing is read.
  RowReader(const Query& query, const DefinitionRun& run, sqlite3_stmt* statement);

  // The row the statement stands on. A cell that does not fit its field is left out and counted; a row
  // without `row` could not be found again and is not given, but counted.
  std::optional<Record> read();

  // What was left out, a sentence for each field and cause.
  std::vector<std::string> troubles() const;

 private:
  struct Trouble {
    std::uint64_t count = 0;
    std::string first;  // locator
  };
  Value cell(int column, const FieldSpec& field, const char*& trouble) const;

  const Query& query_;
  const DefinitionRun& run_;
  sqlite3_stmt* statement_;
  std::vector<const FieldSpec*> fields_;  // by column; null for `row`
  std::optional<std::string> locator() const;

  int row_column_ = -1;
  int offset_column_ = -1;
  int length_column_ = -1;
  int pointer_column_ = -1;
  int xpath_column_ = -1;
  std::string app_;  // from the head of the definition, empty where the query yields it
  std::string platform_;
  std::map<std::pair<std::string, std::string>, Trouble> troubles_;  // by field and cause
};

}  // namespace ulika
