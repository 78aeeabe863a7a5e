// The last step of an item: parents, twins, indexes and full text.
#pragma once

#include <string>

#include "triage/base/sqlite.h"
#include "triage/case/result_rows.h"

namespace ulika {

// Runs inside the caller's transaction. Safe to repeat. Throws DatabaseError.
void finish_item(Database& db, ResultRows& rows, const std::string& source_name);

}  // namespace ulika
