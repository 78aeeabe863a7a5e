// Reads a SQLite database of a suspect with every definition that claims it, in all the states it can be seen
// in.
#pragma once

#include <vector>

#include "parsers/definition.h"
#include "parsers/parser_set.h"

namespace ulika {

// The state that the app would see (with its WAL applied, or its hot journal rolled back) gives the records
// that are `live`, or whatever `input.recovered` says. Where there is a WAL or a hot journal, the main file
// alone is read too: rows that it holds and the first state does not (changed or deleted since, or not yet
// committed) come as "wal" or "journal" with ";state:main" at the end of their locator. A WAL that is none,
// or does not go with the database, is a problem, and the main file is read alone; one that is torn is used
// as far as it is whole.
void read_sqlite(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
                 ParseOutcome& outcome);

// True where the content begins as a SQLite database does.
bool is_sqlite(ByteSource& source);

// "x/y/msgstore.db" and "wa.db" give "x/y/wa.db".
std::string sibling_path(const std::string& path, const std::string& name);

}  // namespace ulika
