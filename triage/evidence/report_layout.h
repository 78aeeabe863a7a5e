// ReportLayout: gives the files of a UFDR (a zip with report.xml) the paths that they had on the phone.
#pragma once

#include <optional>
#include <vector>

#include "triage/evidence/evidence.h"

namespace ulika {

class ReportLayout {
 public:
  explicit ReportLayout(Evidence& base) : base_(base) {}

  // Keeps entries below "files" until the report is known; false for all others.
  bool keep(FileEntry& entry);

  // Gives the kept entries to the sink: under the path that the report's list of tagged files states for
  // them, else as they came.
  void finish(const WalkSink& sink);

 private:
  Evidence& base_;
  std::optional<FileEntry> report_;
  std::vector<FileEntry> kept_;
};

}  // namespace ulika
