// One value of a protobuf message by the numbers of its fields, without a schema.
#pragma once

#include <string_view>

#include "parsers/sql_function_table.h"
#include "triage/base/bytes.h"

namespace ulika {

// `path` is field numbers with dots, each may pick one of several ("2[1]" is the second), and the last may
// name how to read the bits: "3.1:double", ":float", ":sint". Length-delimited values are text where they are
// UTF-8, else a blob. NULL where the field is not there, SqlFault for bytes or a path that make no sense.
SqlResult protobuf_value(Bytes message, std::string_view path);

}  // namespace ulika
