#include "reports/zone_table.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "triage/base/bytes.h"

namespace ulika {
namespace {

constexpr std::int64_t kBeforeAll = -62135596800000;  // year 1

std::optional<int> fixed_offset(std::string_view zone) {
  for (std::string_view prefix : {"UTC", "GMT"}) {
    if (zone.substr(0, prefix.size()) == prefix) zone.remove_prefix(prefix.size());
  }
  if (zone.empty() || zone == "Z") return 0;
  if (zone[0] != '+' && zone[0] != '-') return std::nullopt;
  const int sign = zone[0] == '-' ? -1 : 1;
  int digits[4] = {0, 0, 0, 0};
  std::size_t n = 0;
  for (const char c : zone.substr(1)) {
    if (c == ':' && (n == 1 || n == 2)) {
      if (n == 1) {
        digits[1] = digits[0];
        digits[0] = 0;
        n = 2;
      }
      continue;
    }
    if (c < '0' || c > '9' || n == 4) return std::nullopt;
    digits[n++] = c - '0';
  }
  if (n == 1) {
    digits[1] = digits[0];
    digits[0] = 0;
  } else if (n != 2 && n != 4) {
    return std::nullopt;
  }
  return sign * ((digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]);
}

bool is_zone_name(std::string_view zone) {
  if (zone.empty() || zone.size() > 64 || zone[0] == '/' || zone.find("..") != std::string_view::npos)
    return false;
  return zone.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") ==
         std::string_view::npos;
}

// The 64-bit block of a TZif file (RFC 8536). Rules past its last step are those of zones without summer
// time.
std::vector<ZoneStep> read_tzif(const std::string& bytes) {
  std::vector<ZoneStep> steps;
  ByteReader in(as_bytes(bytes));
  const auto skip_block = [&](std::uint64_t time_size, std::uint32_t(&counts)[6]) {
    in.skip(20);  // "TZif", version, reserved
    for (std::uint32_t& count : counts) count = in.u32be();
    return counts[3] * (time_size + 1) + counts[4] * 6ull + counts[5] + counts[2] * (time_size + 4) +
           counts[1] + counts[0];
  };
  std::uint32_t counts[6];  // isutc, isstd, leap, time, type, char
  in.skip(static_cast<std::size_t>(skip_block(4, counts)));
  skip_block(8, counts);
  const std::size_t times = counts[3], types = counts[4];
  if (!in.ok() || times > 5000 || types == 0 || types > 256) return {};
  std::vector<std::int64_t> at(times);
  for (auto& t : at) t = static_cast<std::int64_t>(in.u64be());
  std::vector<std::uint8_t> type(times);
  for (auto& t : type) t = in.u8();
  std::vector<int> offset(types);
  for (auto& o : offset) {
    o = static_cast<std::int32_t>(in.u32be()) / 60;
    in.skip(2);
  }
  if (!in.ok()) return {};
  steps.push_back({kBeforeAll, offset[0]});
  for (std::size_t i = 0; i < times; ++i) {
    if (type[i] >= types) return {};
    if (at[i] * 1000 > steps.back().from) steps.push_back({at[i] * 1000, offset[type[i]]});
  }
  return steps;
}

}  // namespace

std::vector<ZoneStep> zone_table(std::string_view zone) {
  if (zone.empty()) return {};
  if (const auto fixed = fixed_offset(zone)) return {{kBeforeAll, *fixed}};
  if (!is_zone_name(zone)) return {};
  std::ifstream in("/usr/share/zoneinfo/" + std::string(zone), std::ios::binary);
  if (!in) return {};
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.substr(0, 4) != "TZif") return {};
  return read_tzif(bytes);
}

}  // namespace ulika
