// FindingRows: writes and reads what the case as a whole says (leads, links, drops, persons) in case.db.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "triage/base/sqlite.h"
#include "triage/case/case_reader.h"

namespace ulika {

// Findings are made anew as a whole: construct it inside a transaction, add every finding, commit. Until then
// readers see the former ones. Throws DatabaseError.
class FindingRows {
 public:
  // Empties the tables. `db` must outlive this.
  explicit FindingRows(Database& db);

  // `id` is unique within the type. Findings come out in the order in which they went in. Precondition: type
  // and keys are those of finding_schema.h.
  void add(std::string_view id, const Record& finding);
  std::int64_t count(std::string_view type) const;

 private:
  struct Table {
    Statement insert;
    std::int64_t rows = 0;
  };
  std::map<std::string, Table, std::less<>> tables_;
};

// Every finding of one type, in the order of its writing. A case whose run has not come so far has none.
void read_findings(Database& db, std::string_view type,
                   const std::function<void(const StoredRecord&)>& visit);

}  // namespace ulika
