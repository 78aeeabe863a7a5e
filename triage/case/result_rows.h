// ResultRows: writes, reads and drops the hits, records and problems of one file in an evidence database.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/sqlite.h"
#include "triage/case/result_order.h"
#include "triage/case/schema.h"
#include "triage/model/file_result.h"

namespace ulika {

// Reads one row that was selected with column_list() of its table.
Hit read_hit(const Statement& row);
Problem read_problem(const Statement& row);
// Columns after the keys become fields; nulls are left out.
Record read_record(const Statement& row, const RecordSpec& spec);

// Keeps its statements prepared. Throws DatabaseError.
class ResultRows {
 public:
  // `db` must outlive it.
  ResultRows(Database& db, std::string source_name) : db_(&db), source_(std::move(source_name)) {}

  struct Counts {
    std::int64_t hits = 0, records = 0, losses = 0;
  };

  // Inserts result.hits, .records and .problems as rows of the file. Precondition: the file has no such rows.
  // A record of a type or with a key that the contract does not have becomes a problem of the file.
  Counts insert(std::int64_t file_id, std::string_view path, const FileResult& result);
  // Deletes them; says what went.
  Counts drop(std::int64_t file_id);
  // Reads them back into result.hits, .records and .problems.
  void load(std::int64_t file_id, std::string_view path, FileResult& result);

 private:
  Statement& statement(std::string_view purpose, const TableSpec& table);
  std::int64_t drop_table(const TableSpec& table, std::int64_t file_id);
  void insert_record(Statement& row, std::int64_t row_id, const KeptRecord& kept, const RecordSpec& spec,
                     std::vector<Problem>& problems);

  Database* db_;
  std::string source_;
  std::map<std::string, Statement, std::less<>> statements_;
  std::vector<const Value*> bound_;
};

}  // namespace ulika
