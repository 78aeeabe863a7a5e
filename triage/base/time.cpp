#include "triage/base/time.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace ulika {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;
// Seconds from 1601-01-01 and to 2001-01-01, counted from 1970-01-01.
constexpr std::int64_t kFiletimeEpoch = 11'644'473'600;
constexpr std::int64_t kAppleEpoch = 978'307'200;
constexpr TimeMs kFirst = -62'167'219'200'000;  // 0000-01-01
constexpr TimeMs kLast = 253'402'300'799'999;   // 9999-12-31

std::optional<TimeMs> in_range(TimeMs t) {
  if (!is_representable(t)) return std::nullopt;
  return t;
}

}  // namespace

bool is_representable(TimeMs time) {
  return time >= kFirst && time <= kLast;
}

std::string format_rfc3339(TimeMs time) {
  if (!is_representable(time)) return {};
  const std::int64_t days = time >= 0 ? time / kMsPerDay : -((kMsPerDay - 1 - time) / kMsPerDay);
  const std::int64_t ms = time - days * kMsPerDay;
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), ms / 3'600'000,
                     ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

std::optional<TimeMs> from_civil(int year, int month, int day, int hour, int minute, int second, int ms) {
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (month < 1 || day < 1 || !ymd.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60 || ms < 0 || ms > 999) {
    return std::nullopt;
  }
  const std::int64_t days = std::chrono::sys_days{ymd}.time_since_epoch().count();
  return days * kMsPerDay + hour * 3'600'000LL + minute * 60'000LL + second * 1000LL + ms;
}

std::optional<TimeMs> parse_rfc3339(std::string_view text) {
  std::size_t at = 0;
  bool ok = true;
  auto number = [&](std::size_t digits) {
    int v = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at) {
      if (at >= text.size() || text[at] < '0' || text[at] > '9') {
        ok = false;
        return 0;
      }
      v = v * 10 + (text[at] - '0');
    }
    return v;
  };
  auto expect = [&](std::string_view any) {
    if (at >= text.size() || any.find(text[at]) == std::string_view::npos) {
      ok = false;
      return '\0';
    }
    return text[at++];
  };
  const int year = number(4);
  expect("-");
  const int month = number(2);
  expect("-");
  const int day = number(2);
  expect("Tt ");
  const int hour = number(2);
  expect(":");
  const int minute = number(2);
  expect(":");
  const int second = number(2);
  int ms = 0;
  if (ok && at < text.size() && (text[at] == '.' || text[at] == ',')) {
    ++at;
    int scale = 100;
    const std::size_t first = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
      ms += (text[at] - '0') * scale;
    ok = at > first;
  }
  std::int64_t shift = 0;
  const char zone = expect("Zz+-");
  if (zone == '+' || zone == '-') {
    const int h = number(2);
    expect(":");
    const int m = number(2);
    if (h > 23 || m > 59) ok = false;
    shift = (h * 60 + m) * 60'000LL * (zone == '-' ? 1 : -1);
  }
  if (!ok || at != text.size()) return std::nullopt;
  auto t = from_civil(year, month, day, hour, minute, second, ms);
  return t ? in_range(*t + shift) : std::nullopt;
}

std::optional<TimeMs> from_unix_seconds(double seconds) {
  if (!(seconds > 0) || seconds > static_cast<double>(kLast) / 1000.0) return std::nullopt;
  return in_range(static_cast<TimeMs>(std::llround(seconds * 1000.0)));
}

std::optional<TimeMs> from_apple_seconds(double seconds) {
  if (seconds == 0 || !(std::abs(seconds) < 1e12)) return std::nullopt;
  return in_range(static_cast<TimeMs>(std::llround((seconds + static_cast<double>(kAppleEpoch)) * 1000.0)));
}

std::optional<TimeMs> from_webkit_microseconds(std::int64_t us) {
  if (us <= 0) return std::nullopt;
  return in_range(us / 1000 - kFiletimeEpoch * 1000);
}

std::optional<TimeMs> from_filetime(std::uint64_t ticks) {
  if (ticks == 0 || ticks > 0x7fffffffffffffffULL) return std::nullopt;
  return in_range(static_cast<TimeMs>(ticks / 10'000) - kFiletimeEpoch * 1000);
}

TimeMs now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace ulika
