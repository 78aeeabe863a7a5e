// Dates and times of day as banks write them in messages, and where they lie on the clock.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "triage/base/time.h"

namespace ulika {

struct WrittenTime {
  int year = 0;  // 0: not written
  int month = 0;
  int day = 0;      // 0: no date
  int second = -1;  // of the day; -1: no time of day
};

// The end of the date or time of day that starts at the digit at `at`, or 0. Read are "15.05.2024
// 10:34[:00]", "2024-05-15 10:34:00", "15.05.24", "16/01, 17:44", "07.01 15:18" and a time alone; days and
// hours that do not exist are none.
std::size_t written_time_end(std::string_view text, std::size_t at);

// The first that is written: a date with the time beside it, else a date, else a time of day.
std::optional<WrittenTime> find_written_time(std::string_view text);

struct PlacedTime {
  TimeMs at = 0;
  bool zone_known = true;
};

// Banks write local time without a zone, and a message arrives minutes after what it tells of: where the
// written time lies up to a quarter of an hour before `message_at` in some zone (UTC-12 to UTC+14, in steps
// of 15 minutes), it is placed there. A date alone gives `message_at` when it is that day or the one beside
// it. What fits neither is taken as it stands with the zone unknown, and needs a full date; without any use
// of the written time, `message_at` itself. Nothing without both.
std::optional<PlacedTime> place_time(const std::optional<WrittenTime>& written,
                                     std::optional<TimeMs> message_at);

}  // namespace ulika
