// The sweep: lists a SQLite database that no definition knows, and draws what its tables plainly hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/definition.h"
#include "parsers/evidence_database.h"
#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kSweepId = "sqlite_sweep";
inline constexpr std::string_view kSweepVersion = "1";

struct SweepPlan {
  Record listing;  // of the type "database"
  // A definition made from the guesses (parsers/draft.h), whose records say that their confidence is low.
  // Absent where no table is good for one, or where the database is known to hold nothing that a person
  // wrote: caches of browsers, counters of frameworks.
  std::optional<Definition> definition;
  std::vector<std::string> limits;  // sentences about what was over a limit
};

// At most 200,000 rows in 24 queries are planned for, the smallest tables first.
SweepPlan plan_sweep(SuspectDatabase& database, const std::string& path);

// The package or bundle in whose folder a path lies ("data/data/kz.example.app/…", "AppDomain-kz.example/…"),
// or empty.
std::string package_of(std::string_view path);

// A file whose name says that it is a database and whose bytes are those of an encrypted one, or of one whose
// header was overwritten.
bool is_unreadable_database(ParseInput& input);
// Says so.
void refuse_unreadable_database(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
