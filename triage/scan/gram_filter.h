// The first stage of the keyword search: finds the few places where a keyword may stand, many gigabytes a
// second.
//
// A window is four letters in a row in one shape: four bytes (ASCII, or one of the single-byte Cyrillic
// encodings), or four pairs (UTF-8 Cyrillic, UTF-16). The low five bits of each letter form a 20-bit gram,
// looked up in a bitmap that holds the rarest gram of each keyword. Keywords without such a window are met by
// their first bytes instead.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ulika {

inline constexpr std::size_t kGrams = std::size_t{1} << 20;

// Classes of bytes, one bit each.
enum ByteClass : std::uint8_t {
  kAsciiLetter = 1,
  kHighLetter = 2,    // a letter in CP1251, KOI8-R or KZ-1048
  kCp866Letter = 4,   // a letter in CP866
  kCyrillicLead = 8,  // first byte of U+0400 to U+04FF in UTF-8
  kUtf8Tail = 16,
  kZero = 32,
  kFour = 64,  // the high byte of Cyrillic in UTF-16
};
std::uint8_t byte_class(std::uint8_t byte);

struct GramTables {
  std::vector<std::uint64_t> single = std::vector<std::uint64_t>(kGrams / 64);  // grams of byte windows
  std::vector<std::uint64_t> paired = std::vector<std::uint64_t>(kGrams / 64);  // grams of pair windows
  // Keywords without a window, in eight groups: a group is possible at a place when its bit is set in
  // low[i][b & 15] & high[i][b >> 4] for each of the four bytes b from there.
  bool any_starts = false;
  std::array<std::array<std::uint8_t, 16>, 4> low{};
  std::array<std::array<std::uint8_t, 16>, 4> high{};
  std::array<std::array<std::uint8_t, 256>, 4> groups{};  // low and high in one
  // The first two, three and four bytes of those keywords, 65,536 bits each by start_hash().
  std::array<std::vector<std::uint64_t>, 3> starts{
      std::vector<std::uint64_t>(1024), std::vector<std::uint64_t>(1024), std::vector<std::uint64_t>(1024)};
};

inline std::uint32_t start_hash(std::uint32_t key) {
  return key * 2654435761u >> 16;
}

enum class CandidateKind : std::uint32_t { single_gram, paired_gram, start };

struct Candidate {
  std::uint32_t at;  // of the window's first letter byte, or of the keyword's first byte
  CandidateKind kind;
  std::uint32_t gram;
};

inline constexpr std::size_t kFilterStep = 56;       // places covered by one step
inline constexpr std::size_t kFilterReadAhead = 72;  // bytes readable from the begin of the last step
inline constexpr std::size_t kMaxCandidatesPerStep = 3 * kFilterStep + 1;

// Examines `steps` steps from `data` and writes what survives to `out`, which has room for
// kMaxCandidatesPerStep a step; returns how many. A place may come twice. Both give every true place;
// `filter_avx2` needs has_avx2().
std::size_t filter_portable(const GramTables& tables, const std::uint8_t* data, std::size_t steps,
                            Candidate* out);
std::size_t filter_avx2(const GramTables& tables, const std::uint8_t* data, std::size_t steps,
                        Candidate* out);
bool has_avx2();

}  // namespace ulika
