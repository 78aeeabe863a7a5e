#include "triage/base/time.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ctime>

namespace ulika {
namespace {

TEST(Time, FormatsUtcWithMilliseconds) {
  EXPECT_EQ(format_rfc3339(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_rfc3339(951'782'400'000), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(253'402'300'799'999), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(format_rfc3339(-62'167'219'200'000), "0000-01-01T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(253'402'300'800'000), "");
  EXPECT_EQ(format_rfc3339(-62'167'219'200'001), "");
}

// gmtime of the C library knows the calendar by itself.
TEST(Time, AgreesWithTheCLibrary) {
  for (std::int64_t s = -62'000'000'000; s < 250'000'000'000; s += 86'399LL * 1009) {
    const std::time_t t = s;
    std::tm tm{};
    gmtime_r(&t, &tm);
    char text[80];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", tm.tm_year + 1900, tm.tm_mon + 1,
                  tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    ASSERT_EQ(format_rfc3339(s * 1000), text);
    ASSERT_EQ(parse_rfc3339(text), s * 1000);
    ASSERT_EQ(from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec),
              s * 1000);
  }
}

TEST(Time, ReadsOffsetsAndFractions) {
  const TimeMs noon = 1'772'366'400'000;  // 2026-03-01T12:00:00Z, by `date -u -d`
  EXPECT_EQ(parse_rfc3339("2026-03-01T12:00:00Z"), noon);
  EXPECT_EQ(parse_rfc3339("2026-03-01 17:00:00+05:00"), noon);
  EXPECT_EQ(parse_rfc3339("2026-03-01t08:30:00-03:30"), noon);
  EXPECT_EQ(parse_rfc3339("2026-03-01T12:00:00.5Z"), noon + 500);
  EXPECT_EQ(parse_rfc3339("2026-03-01T12:00:00.1239999Z"), noon + 123);
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026-03-01", "2026-03-01T12:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z", "2026-03-01T12:00:00.Z", "2026-03-01T12:00:00Zx",
        "2026-03-01T12:00:00+24:00", "2026-3-1T12:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Time, StoredClocks) {
  EXPECT_EQ(from_unix_seconds(1.5), 1500);
  EXPECT_EQ(from_apple_seconds(1), 978'307'201'000);
  EXPECT_EQ(from_webkit_microseconds(11'644'473'600'000'000), 0);
  EXPECT_EQ(from_webkit_microseconds(13'253'760'000'000'000), 1'609'286'400'000);  // 2020-12-30T00:00:00Z
  EXPECT_EQ(from_filetime(116'444'736'000'000'000), 0);
  EXPECT_FALSE(from_unix_seconds(0));
  EXPECT_FALSE(from_unix_seconds(std::nan("")));
  EXPECT_FALSE(from_unix_seconds(1e300));
  EXPECT_FALSE(from_apple_seconds(HUGE_VAL));
  EXPECT_FALSE(from_webkit_microseconds(0));
  EXPECT_FALSE(from_filetime(~std::uint64_t{0}));
}

}  // namespace
}  // namespace ulika
