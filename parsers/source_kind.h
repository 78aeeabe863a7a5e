// SourceKind: what kind of file a definition reads, and the tables in which its queries see it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

enum class SourceKind {
  sqlite,    // the database's own tables
  json,      // one JSON document
  jsonl,     // one JSON value a line
  plist,     // property list, XML or binary; an NSKeyedArchiver's objects are resolved
  xml,       // XML without a document type, or Android's binary form of it (ABX)
  lines,     // text, line by line
  csv,       // delimited fields with optional quotes
  ini,       // sections of "key = value"
  vcard,     // vCard 2.1 to 4.0
  protobuf,  // one protobuf message; what is inside its fields is asked with protobuf()
};

std::optional<SourceKind> find_source_kind(std::string_view name);
std::string_view source_kind_name(SourceKind kind);

// What the head of a definition says about the files it reads, beside their paths.
struct SourceSpec {
  SourceKind kind = SourceKind::sqlite;
  std::vector<std::string> contains;  // one of these texts is within the first 4 KiB; empty: no matter
  std::vector<std::string> items;     // json: pointers of the objects that are rows, "*" for any name
  std::vector<std::string> columns;   // csv: names of the fields of a file without a header
  std::string entry;                  // lines: pattern of the first line of an entry
};

// The tables and columns of a kind, as SQL that makes them empty. A csv file with a header line has the
// columns that the header names.
std::string source_schema(const SourceSpec& spec);

}  // namespace ulika
