// recover_rows: the rows that a SQLite database no longer has, but whose bytes its files still hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/recovery_pages.h"
#include "parsers/recovery_record.h"

namespace ulika {

struct RecoveredTable {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> types;  // of the columns, as declared
  bool has_rowid = true;
  int rowid_column = -1;  // the column that is the rowid, or -1
  bool dropped = false;   // the present state has no such table
};

struct RecoveredRow {
  std::size_t table = 0;              // in RecoveredRows::tables
  std::optional<std::int64_t> rowid;  // none where it is lost, or the table has none
  std::vector<SqliteValue> values;    // one for each column; null where lost or computed
  std::string state;                  // "wal", "journal", "freelist", "slack", "carved", as in a record
  std::string locator;                // "bytes:OFFSET+LENGTH", "wal:FRAME:OFFSET+LENGTH", …
  bool in_main_file_state = false;    // a row of the state that the main file alone shows
};

struct RecoveredRows {
  std::vector<RecoveredTable> tables;
  std::vector<RecoveredRow> rows;  // by how sure their place is, then by place
  std::uint64_t partial = 0;       // cells found whose overflow pages were used again: not in `rows`
  bool limited = false;            // a limit was reached, and not everything was looked at
};

struct RecoveryLimits {
  std::size_t rows = 500000;
  std::uint64_t bytes = 128ULL << 20;  // of values
  // Cells and bytes tried for each byte of the files.
  std::uint64_t work_per_byte = 40;
};

// Compares every version of every page (main file, each frame of the log, also of older generations, and
// journal) with the state that the app would see, and searches freelist pages, freeblocks, unallocated space
// and pages that nothing leads to. A row is whole: every value in place, texts well formed, types as its
// table declares them. Rows that the present state has, and second copies, are left out; an older version of
// a row that lives on is given. Locators: OFFSET+LENGTH is the cell in the main file ("bytes:"), the -wal
// ("wal:FRAME:") or the -journal ("journal:RECORD:").
//
// Works without SQLite's own reader, so a database that it refuses may still give rows. Fails with
// ErrorKind::unsupported where the main file is no SQLite database. Time and memory are bounded by the sizes
// of the files.
Result<RecoveredRows> recover_rows(const DatabaseFiles& files, const RecoveryLimits& limits = {});

}  // namespace ulika
