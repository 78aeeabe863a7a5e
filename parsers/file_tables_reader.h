// Reads a file that is no database with the definitions that claim it, as tables in memory.
#pragma once

#include <vector>

#include "parsers/definition.h"
#include "parsers/parser_set.h"

namespace ulika {

// `definitions` are those whose source is no database. A definition claims a file by its path, where it names
// paths, and by what its first 4 KiB contain, where it names that. True where the records that were drawn
// hold the texts of the file, so that it need not be read as plain text as well. What ended the reading early
// is told as a problem; the records until there are given.
bool read_file_tables(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
                      ParseOutcome& outcome);

}  // namespace ulika
