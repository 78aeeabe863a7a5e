// One value of a property list (XML or binary) by its path, or a part of it as JSON; NSKeyedArchiver's object
// table is resolved on the way.
#pragma once

#include <string_view>

#include "parsers/sql_function_table.h"
#include "triage/base/bytes.h"

namespace ulika {

// `path` is keys and array indexes with dots ("user.phones.0"); in an archive it starts at the root object,
// and NSArray, NSDictionary, NSString, NSDate and NSData are seen as what they hold. Dates come as UTC
// milliseconds. NULL where the path leads nowhere or to a container, SqlFault where the bytes are no property
// list.
SqlResult plist_value(Bytes list, std::string_view path);

// The part of the list at `path` (the whole for an empty one) as JSON text: dates are UTC milliseconds, data
// is lower-case hex, a member of an archive that refers back to what it is inside of is null. SqlFault also
// for more than 200,000 values.
SqlResult plist_json(Bytes list, std::string_view path);

}  // namespace ulika
