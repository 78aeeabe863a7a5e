// How the values of a record are written in exports, whatever the format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "triage/base/json.h"
#include "triage/model/record.h"
#include "triage/model/record_schema.h"

namespace ulika {

// Writes `value` as JSON in the form of `kind`: times as RFC 3339 (null outside the years 0000 to 9999),
// booleans as true and false, JSON as it stands where it is JSON and as a string where it is not.
void write_json_value(JsonWriter& json, FieldKind kind, const Value& value);

// The same as plain text for a table cell.
std::string value_text(FieldKind kind, const Value& value);

// True for one whole JSON value, nested at most 64 deep.
bool is_json(std::string_view text);

// The number in `value`, where it holds a finite one.
bool read_number(const Value* value, double& number);

}  // namespace ulika
