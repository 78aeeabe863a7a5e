// What the columns of an unknown table probably hold, told from their names and from a sample of their
// values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/table_sample.h"

namespace ulika {

enum class ColumnRole {
  text,       // what somebody wrote
  title,      // subject, heading
  time,       // of the row
  sender,     // who wrote it: name, number or id
  recipient,  // whom it went to
  party,      // somebody, in no known direction: the address of an SMS
  chat,       // the conversation it belongs to
  name,       // a person's or thing's display name
  phone,
  email,
  handle,  // user name
  latitude,
  longitude,
  accuracy,
  address,  // postal, or name of a place
  url,
  duration,  // seconds
  card,      // card numbers that pass their checksum
};

std::string_view role_name(ColumnRole role);

struct ColumnGuess {
  std::string column;
  // The clock function of sql_functions.h that reads a time, or "iso" for a text of date and time.
  std::string clock;
  double divisor = 1;  // of degrees that are stored as whole numbers: 1e6 or 1e7
  double score = 0;    // over 2 where the name says it too; only for comparing guesses
};

// At most one column for each role, and one role for each column.
using TableGuess = std::map<ColumnRole, ColumnGuess>;

TableGuess guess_columns(const TableSample& table);

}  // namespace ulika
