// Twins: files of equal content, of which one was examined and the others are to show the same.
#pragma once

#include <string>

#include "triage/base/sqlite.h"
#include "triage/case/result_rows.h"

namespace ulika {

// Gives every duplicate copies of the hits, records, problems and members of the file that was examined in
// its place, with paths and ids of its own. Afterwards, in every group of files with equal content and equal
// results the one with the smallest path carries the state of the examination and the others are its
// duplicates, whichever of them was really examined. Runs inside the caller's transaction; safe to repeat.
// Throws DatabaseError.
void settle_twins(Database& db, ResultRows& rows, const std::string& source_name);

}  // namespace ulika
