#include <cmath>
#include <cstdlib>
#include <optional>

#include "parsers/sql_function_table.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

constexpr double kLatest = 7258118400000.0;  // 2200-01-01, ms

// A number, also where the column holds it as text.
std::optional<double> number(const SqlArg& arg) {
  if (!arg.is_bytes()) return arg.real;
  const std::string text(arg.bytes.substr(0, 40));
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return std::nullopt;
  return value;
}

// `units` is how many of the stored unit make a millisecond; `epoch_ms` is where the stored clock starts.
SqlResult clock(const SqlArg& arg, double units, double epoch_ms) {
  SqlArg exact = arg;
  const auto value = number(exact);
  if (!value || !std::isfinite(*value)) return SqlFault{};
  if (*value == 0) return {};
  // Whole units of integers are divided exactly; a double has 53 bits, less than a FILETIME.
  double ms = 0;
  if (arg.kind == SqlArg::Kind::integer && units >= 1) {
    const std::int64_t whole = arg.integer / static_cast<std::int64_t>(units);
    ms = static_cast<double>(whole) + epoch_ms;
  } else {
    ms = std::round(*value / units * 1000.0) / 1000.0 + epoch_ms;
  }
  if (ms <= 0) return {};
  if (ms > kLatest) return SqlFault{};
  return static_cast<std::int64_t>(std::llround(ms));
}

constexpr double kAppleEpoch = 978307200000.0;
constexpr double kWindowsEpoch = -11644473600000.0;

SqlResult unix_s(std::span<const SqlArg> a) {
  return clock(a[0], 0.001, 0);
}
SqlResult unix_ms(std::span<const SqlArg> a) {
  return clock(a[0], 1, 0);
}
SqlResult unix_us(std::span<const SqlArg> a) {
  return clock(a[0], 1000, 0);
}
SqlResult webkit_time(std::span<const SqlArg> a) {
  return clock(a[0], 1000, kWindowsEpoch);
}
SqlResult filetime(std::span<const SqlArg> a) {
  return clock(a[0], 10000, kWindowsEpoch);
}

// The magnitudes of the four units lie decades apart for any date between 1973 and 2200.
SqlResult unix_auto(std::span<const SqlArg> a) {
  const auto value = number(a[0]);
  if (!value) return SqlFault{};
  const double units = *value < 1e11 ? 0.001 : *value < 1e14 ? 1.0 : *value < 1e17 ? 1000.0 : 1e6;
  return clock(a[0], units, 0);
}

// Seconds before iOS 11, nanoseconds since; 1e11 s would be the year 5138, 1e11 ns the second minute of 2001.
SqlResult apple_time(std::span<const SqlArg> a) {
  const auto value = number(a[0]);
  if (!value) return SqlFault{};
  return clock(a[0], std::abs(*value) < 1e11 ? 0.001 : 1e6, kAppleEpoch);
}

constexpr SqlFunction kFunctions[] = {
    {"unix_s", 1, unix_s},       {"unix_ms", 1, unix_ms},       {"unix_us", 1, unix_us},
    {"unix_auto", 1, unix_auto}, {"apple_time", 1, apple_time}, {"webkit_time", 1, webkit_time},
    {"prtime", 1, unix_us},      {"filetime", 1, filetime},
};

}  // namespace

std::span<const SqlFunction> clock_functions() {
  return kFunctions;
}

}  // namespace ulika
