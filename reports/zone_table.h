// The case's time zone as steps of its offset from UTC, so that the page needs no time zone data of the
// browser's.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ulika {

struct ZoneStep {
  std::int64_t from = 0;  // UTC milliseconds from which the offset holds
  int offset_minutes = 0;
};

// For "+05:00", "UTC+5" or a name of the system's zone database ("Asia/Almaty"). Empty for a zone that is not
// known: the report then shows UTC alone. The database must know Kazakhstan's move to UTC+5 on 2024-03-01
// (release 2024a).
std::vector<ZoneStep> zone_table(std::string_view zone);

}  // namespace ulika
