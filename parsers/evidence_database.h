// SuspectDatabase: a defensive SQLite connection to one state of a suspect's database, in memory over its
// bytes.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "parsers/evidence_vfs.h"
#include "parsers/sql_functions.h"
#include "triage/base/result.h"

struct sqlite3;

namespace ulika {

// A table as the database declares it. Names are lower case.
struct TableShape {
  std::set<std::string> columns;
  bool has_rowid = true;
};
// Ordinary tables only: views and virtual tables of a suspect are never run.
using DatabaseShape = std::map<std::string, TableShape>;

class SuspectDatabase {
 public:
  // A file by the name SQLite looks for: "main", "main-wal", "main-journal", "wa", "wa-wal", …
  struct File {
    std::string name;
    ByteSource* data;
  };

  // Opens "main" and reads its schema. Fails with ErrorKind::damaged where SQLite cannot make sense of it,
  // with ErrorKind::unsupported where it is no SQLite database. The sources must outlive the connection.
  static Result<std::unique_ptr<SuspectDatabase>> open(const std::vector<File>& files);
  // An empty database in memory, for tables that are filled from a file of another kind. What is made in it
  // is known after learn_tables().
  static Result<std::unique_ptr<SuspectDatabase>> in_memory();
  Result<void> learn_tables() { return read_shape("main"); }
  ~SuspectDatabase();

  // Makes the file `name` (given to open) visible as `schema`. Before lock().
  Result<void> attach(const std::string& schema, const std::string& name);

  // The tables of a schema; empty for one that is not attached.
  const DatabaseShape& shape(const std::string& schema) const;

  sqlite3* handle() const { return db_; }
  FunctionFaults& faults() { return faults_; }

  // Runs one of the program's own statements (temp views). False with SQLite's message in `error`.
  bool run(const std::string& sql, std::string& error);

  // Gives the program's own statements `allowance` from now on.
  void allow(std::chrono::seconds allowance);

  // From here until unlock() only SELECT, reads and functions are allowed, for `allowance` at most.
  void lock(std::chrono::seconds allowance);
  void unlock();
  bool out_of_time() const { return out_of_time_; }

 private:
  SuspectDatabase() = default;
  Result<void> read_shape(const std::string& schema);
  void harden();

  EvidenceVfs vfs_;
  sqlite3* db_ = nullptr;
  FunctionFaults faults_;
  std::map<std::string, DatabaseShape> shapes_;
  std::chrono::steady_clock::time_point deadline_;
  bool out_of_time_ = false;
};

}  // namespace ulika
