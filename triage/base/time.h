// Points in time as the contract writes them: UTC milliseconds since 1970, RFC 3339 with milliseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ulika {

using TimeMs = std::int64_t;

// True for the years 0000 to 9999.
bool is_representable(TimeMs time);

// "2026-03-01T04:05:06.000Z"; empty outside the years 0000 to 9999.
std::string format_rfc3339(TimeMs time);

// Reads RFC 3339 ("2026-03-01T04:05:06Z", with fraction, with offset "+05:00", with ' ' for 'T'). A text
// without zone yields nothing: the caller must know the zone.
std::optional<TimeMs> parse_rfc3339(std::string_view text);

// Civil date and time taken as UTC. Yields nothing for a day or hour that does not exist.
std::optional<TimeMs> from_civil(int year, int month, int day, int hour, int minute, int second, int ms = 0);

// Stored clocks of the systems that leave traces. Zero and negative sentinels mean "not set" and yield
// nothing.
std::optional<TimeMs> from_unix_seconds(double seconds);
std::optional<TimeMs> from_apple_seconds(double seconds);         // since 2001-01-01
std::optional<TimeMs> from_webkit_microseconds(std::int64_t us);  // since 1601-01-01 (Chromium)
std::optional<TimeMs> from_filetime(std::uint64_t ticks);         // 100 ns since 1601-01-01 (Windows)

TimeMs now_ms();

}  // namespace ulika
