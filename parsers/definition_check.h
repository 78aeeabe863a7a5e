// Checks the queries of a definition against the tables they declare, before any evidence is seen.
#pragma once

#include "parsers/definition.h"

namespace ulika {

// Fails with "FILE:LINE: sentence" where a SELECT does not compile with just the tables and columns of its
// `needs` and `optional`, where an alias is no key of its record type, or where `row` is missing.
Result<void> check_queries(const Definition& definition);

}  // namespace ulika
