// Record: one artefact (a message, a call, a card, …) with the keys of the contract and where it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ulika {

// What a field holds. Times are integers (UTC milliseconds), money and decimals are text, lists and objects
// are JSON text; which of these an integer or a text means is said by the schema (record_schema.h).
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

inline bool is_null(const Value& value) {
  return value.index() == 0;
}

// Where a record was drawn from. Every record has a path and a locator that `ulika cat` and a plain tool can
// check.
struct Provenance {
  std::string path;                // evidence path of the file
  std::string locator;             // row:TABLE:ROWID, bytes:OFFSET+LENGTH, json:/pointer, …
  std::string parser;              // id of the definition or detector
  std::string recovered = "live";  // live, wal, journal, freelist, slack, carved
  std::string derived_from;        // id of the record this one was drawn from, or empty
};

struct Record {
  std::string type;  // a type of record_schema.h
  std::vector<std::pair<std::string, Value>> fields;
  Provenance from;

  // Sets or replaces a field; a null value removes it.
  void set(std::string_view key, Value value);
  const Value* find(std::string_view key) const;      // null when absent
  std::string_view text(std::string_view key) const;  // empty when absent or no text
};

// The stable id of a record: 20 hexadecimal digits of SHA-256 over source, type, path, locator, recovered and
// parser. Two records that agree in all of these are told apart by `ordinal` (0 for the first), which the
// writer counts in the order of their content.
std::string record_id(std::string_view source, const Record& record, unsigned ordinal = 0);

}  // namespace ulika
