// SourceInfo in the evidence database: the tables source, source_file, acquisition and volume.
#pragma once

#include "triage/base/sqlite.h"
#include "triage/model/source_info.h"

namespace ulika {

// Replaces what is there. Throws DatabaseError.
void save_source(Database& db, const SourceInfo& source);
SourceInfo load_source(Database& db);

}  // namespace ulika
