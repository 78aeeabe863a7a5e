// What the workbench answers with: searches, what reviewers wrote, bytes of the evidence. Requests come in as
// parameters, answers go out as JSON.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "reports/workbench/row_store.h"
#include "reports/workbench/workbench.h"
#include "triage/case/case_reader.h"
#include "triage/case/case_search.h"
#include "triage/case/review_db.h"

namespace ulika {

struct Answer {
  int status = 200;
  std::string json;
};
using Parameters = std::map<std::string, std::string>;

class WorkbenchApi {
 public:
  // All must outlive it.
  WorkbenchApi(const WorkbenchOptions& options, const CaseReader& reader, const RowStore& rows,
               const CaseSearch& search, ReviewDatabase& review);

  // q, dev, app, from, to (milliseconds), in (message, hit), p (page from 1): total, more, rows of the page.
  Answer search(const Parameters& asked);
  // table, rows ("1,2,3"): the rows.
  Answer rows(const Parameters& asked);
  // ids ("ID,ID"): the rows of these records, whichever tables they are in.
  Answer find(const Parameters& asked);
  // after: entries of the review after this number.
  Answer review(const Parameters& asked);
  // {"target","kind","value"}: adds an entry in the reviewer's name.
  Answer add_review(const std::string& body);
  // {"scope":"all"|"tagged","mask":bool,"language"}: writes a report beside the case's own: {"place"}.
  Answer write_report(const std::string& body);
  // dev, path, offset, length: {"offset","hex"} of the evidence's own bytes.
  Answer bytes(const Parameters& asked);
  // A file of the report's data; nothing where it has none of this name, or a wrong one.
  Result<std::string> data_file(const std::string& name);
  Result<std::string> media_file(const std::string& name);

 private:
  const WorkbenchOptions& options_;
  const CaseReader& reader_;
  const RowStore& rows_;
  const CaseSearch& search_;
  ReviewDatabase& review_;
  std::mutex mutex_;  // over all of the above: requests come from several threads
};

}  // namespace ulika
