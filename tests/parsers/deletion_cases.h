// Databases with known deletions, made by SQLite itself, and how much of them recover_rows() finds.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "parsers/recovery.h"

namespace ulika::test {

enum class Pattern { scattered, range, whole_chat, all_rows, dropped_table, updated };

struct DeletionCase {
  std::string name;
  int page_size = 4096;
  const char* encoding = "UTF-8";
  int auto_vacuum = 0;
  const char* secure_delete = "OFF";
  const char* journal = "DELETE";  // DELETE, TRUNCATE, PERSIST, WAL
  bool checkpoint = false;         // of a WAL, after the deletions
  bool reuse_log = false;          // and a few writes after it, so that old frames stay behind new ones
  bool closed = true;              // the app has closed the database
  Pattern pattern = Pattern::scattered;
  int rows = 600;
  int longest = 300;      // characters of a text
  int later_inserts = 0;  // which use freed space again
  unsigned seed = 1;
  bool count_held = true;  // costs a search of the files for each row
};

// The cases that tests and benchmark share.
std::vector<DeletionCase> deletion_cases();

// A row as it once stood.
struct PastRow {
  std::string table;
  std::int64_t rowid = 0;  // 0 in a table without
  std::vector<SqliteValue> values;
  bool live = false;
  bool held = false;  // all bytes of its cell but the first four are in one of the files
};

struct DeletionResult {
  std::vector<std::byte> main, wal, journal;  // the files
  std::vector<PastRow> rows;
};

// Makes the database in a folder of its own, and removes that again.
DeletionResult make_deletions(const DeletionCase& how);

struct RecoveryFigures {
  std::size_t dead = 0;                 // rows deleted or replaced
  std::size_t held = 0;                 // of these, whose bytes the files still hold
  std::size_t found = 0;                // of the held ones, recovered with every value right
  std::size_t beyond = 0;               // recovered right though not counted as held
  std::size_t recovered = 0;            // rows given
  std::size_t wrong = 0;                // given and never existed, or live, or given twice
  std::vector<std::string> complaints;  // the first few

  double recall() const { return held ? static_cast<double>(found) / static_cast<double>(held) : 1; }
  double precision() const {
    return recovered ? 1 - static_cast<double>(wrong) / static_cast<double>(recovered) : 1;
  }
  void add(const RecoveryFigures& other);
};

RecoveryFigures measure(const DeletionResult& database);

}  // namespace ulika::test
