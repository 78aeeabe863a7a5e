// Correlate: what the finished items of a case say together: leads, links, drops and persons, made anew as a
// whole.
#pragma once

#include <cstdint>

#include "triage/case/case_folder.h"

namespace ulika {

struct CorrelateOutcome {
  std::int64_t leads = 0, links = 0, drops = 0, persons = 0;
  double seconds = 0;
};

// Reads every finished evidence database of the case and replaces the findings in case.db in one transaction:
// the same databases give the same rows, and until the end readers see the former ones. Items that an
// interrupted run left unfinished are passed over. Throws DatabaseError.
CorrelateOutcome correlate(CaseFolder& folder);

}  // namespace ulika
