// Writes a definition for a database that nobody described: what the guesses about its columns come to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/column_guess.h"

namespace ulika {

struct DraftHead {
  std::string id;
  std::string app;    // may be empty
  std::string paths;  // globs, as a definition states them
};

// One query of a draft, before it is text.
struct DraftQuery {
  std::string makes;
  std::string table;
  std::vector<std::string> columns;  // that it needs
  std::string sql;                   // without the closing ';'
};

// The queries that a table's guessed columns are good for, none where they say too little. A text, a time and
// a party make messages; without a party, notes; a pair of degrees makes places; a telephone number or an
// e-mail address without a text, contacts; a party, a time and a duration, calls. `mark` adds
// confidence = low. `limit` bounds the rows of each.
std::vector<DraftQuery> draft_queries(const TableSample& table, bool mark, std::optional<std::int64_t> limit);

// The text of the whole definition, or of nothing but its head and comments where no table says enough
// (`queries` is empty then). It can be loaded as it is; a person goes on from there.
std::string draft_text(const DraftHead& head, const std::vector<TableSample>& tables,
                       const std::vector<DraftQuery>& queries, bool with_comments);

}  // namespace ulika
