// Definition: one .sql file that says how the records of one app are drawn from its database.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/source_kind.h"
#include "triage/base/result.h"
#include "triage/model/record_schema.h"

namespace ulika {

// A table and columns of it. `schema` is "main" or that of an attached companion.
struct NeededTable {
  std::string schema = "main";
  std::string table;
  std::vector<std::string> columns;
};

// One SELECT that makes records of one type. Its column aliases are keys of record_schema.h, and the locator:
// `row`, the rowid that row:TABLE:ROWID names, where the source is a database; else `offset` and `length`
// (bytes:OFFSET+LENGTH), `pointer` (json:/… or plist:/…) or `xpath` (xml:/…).
//
//   -- makes: message            begins a query; the record type
//   -- group: legacy             queries of one group are variants of each other (default: the type): the
//   first whose
//                                `needs` hold runs. Groups are independent
//   -- variant: 2016             name of the variant, for problems
//   -- when: call_log            tables without which the query is no business of this database, and stays
//   silent
//   -- needs: message(_id, text_data), chat(_id)       without them the query cannot run, which is a problem
//   -- optional: message(edited), wa.contacts(jid)     seen as NULL columns or an empty table where missing
//   -- needs: "odd name"("a b")   names of other signs than letters, digits, _ and $ stand in double quotes
//   -- index: part(mid)          columns that the query looks rows up by, one by one; where the app left no
//                                index on them, one is made in memory
//   -- row: message              table of `row`; default: the first of `needs`
//   -- states: present           for a query that compares rows with each other: superseded states and
//   recovered
//                                rows, which are never whole, do not see it
struct Query {
  const RecordSpec* makes = nullptr;
  std::string group;
  std::string variant;
  std::vector<NeededTable> when;
  std::vector<NeededTable> needs;
  std::vector<NeededTable> optional;
  std::vector<NeededTable> index;
  std::string row_table;
  bool present_only = false;
  std::string sql;
  int line = 0;  // of the first line of `sql` in its file
};

// A companion database beside the one that is parsed. Its tables are seen under their own names.
struct Attachment {
  std::string schema;
  std::string file;  // name in the same folder
};

// The head of the file, before the first query. A line "--   …" (three spaces or more) continues the one
// above; other comments are free, as long as they do not begin with "word: ". Lists are separated by ';'
// (paths, attach, app_from_path) or ',' (tables).
//
//   -- id: whatsapp_android      unique; the `parser` of its records
//   -- app: WhatsApp             given to records whose type has `app`, unless the query yields it
//   -- app_from_path: Microsoft/Edge = Edge; …         the first part found in the path (any case) names the
//   app
//   -- platform: android         likewise
//   -- version: 1
//   -- paths: com.whatsapp*/databases/msgstore.db      globs over the end of the evidence path, from a '/'
//   on, any
//                                case; * within a name, ** across names
//   -- match: message(chat_row_id), jid                tables that tell a renamed or carved database; each
//   line of
//                                                      this key is a set that suffices
//   -- attach: wa = wa.db        companion, always optional
//   -- source: xml               what kind of file it reads, where that is no database (source_kind.h): json,
//                                jsonl, plist, xml (also Android's binary form), lines, csv, ini, vcard,
//                                protobuf. Its queries need no `needs`
//   -- contains: TEXT            of such a file: stands in the first 4 KiB; each line of this key is a text
//                                that suffices
//   -- items: /messages/*        of json: these objects are the rows of `item`, so that a file of any size is
//                                read
//   -- columns: calldate, src    of csv without a header line
//   -- entry: PATTERN            of lines: RE2 pattern of the first line of an entry, which the lines after
//                                it belong to
//
// A file that is no database is seen as these tables, and `file(path, name)`:
//   json    doc(json), node(id, parent, pointer, key, kind, value), item(number, pointer, json)
//   jsonl   item(number, offset, length, json)
//   plist   doc(json, data), node(…) as json; an archive's objects are resolved
//   xml     element(id, parent, name, path, xpath, text, attributes, offset, length): path is names only,
//           attributes a JSON object
//   lines   line(number, offset, length, text)
//   csv     record(number, offset, length, and what the header names, or c1, c2, …)
//   ini     setting(number, section, key, value, offset, length)
//   vcard   card(number, offset, length), property(card, number, name, params, value, parts)
//   protobuf  field(id, number, offset, length, value), of the outermost message; protobuf(value, path) goes
//           on from there
//
//   -- tested: …                 what it was seen to read, for `parsers list` and reports
//   -- references: …             for people
struct Definition {
  std::string file;  // where it was read from, for messages
  std::string id;
  std::string app;
  std::string platform;
  std::string version;
  std::string tested;  // what it was seen to read, in words
  SourceSpec source;
  std::vector<std::string> paths;
  std::vector<std::vector<NeededTable>> match;
  std::vector<Attachment> attach;
  std::vector<std::pair<std::string, std::string>> app_from_path;
  std::vector<Query> queries;

  bool claims_path(std::string_view path) const;
  std::string_view app_for(std::string_view path) const;
};

// Reads a definition and checks it: keys, record types, and each SELECT against the tables it declares, so
// that a misspelt column is found here and not in a case. Errors are "FILE:LINE: sentence".
Result<Definition> parse_definition(std::string_view file, std::string_view text);

// True where `glob` matches the end of `path` from the start of one of its names on; ASCII case does not
// matter.
bool path_matches(std::string_view glob, std::string_view path);

}  // namespace ulika
