// The record types and keys of the contract as data: what the case stores, what definitions may yield, what
// is exported.
#pragma once

#include <span>
#include <string_view>

namespace ulika {

enum class FieldKind {
  text,
  integer,
  real,
  boolean,  // stored 0 or 1, exported true or false
  time,     // UTC milliseconds, exported as RFC 3339
  json,     // JSON text (arrays and objects), exported as it stands
};

struct FieldSpec {
  std::string_view key;
  FieldKind kind;
  std::string_view doc;  // one line for the schema's documentation
};

struct RecordSpec {
  std::string_view type;
  std::string_view doc;
  std::span<const FieldSpec> fields;

  const FieldSpec* find(std::string_view key) const;
};

// Every artefact type that parsers and detectors may make (not source, file, hit, ledger, problem: the case
// has its own tables for those), in the order of the contract.
std::span<const RecordSpec> record_specs();

// Null for a type that does not exist.
const RecordSpec* find_record_spec(std::string_view type);

}  // namespace ulika
