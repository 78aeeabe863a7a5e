// PDQ: a hash of how a picture looks, which resizing, compression and small changes leave nearly the same.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "triage/media/picture.h"

namespace ulika {

// 256 bits; bit 16 × i + j of the description is bit j of word i.
struct PdqHash {
  std::array<std::uint16_t, 16> words{};
  bool operator==(const PdqHash&) const = default;
  bool operator<(const PdqHash& other) const { return words < other.words; }
};

// Bits that differ, 0–256. Two pictures are the same to PDQ's authors at 31 or less.
unsigned pdq_distance(const PdqHash& a, const PdqHash& b);
inline constexpr unsigned kPdqSame = 31;
// Below this quality (0–100) a picture has too little structure for its hash to mean anything.
inline constexpr unsigned kPdqQuality = 50;

// 64 hexadecimal digits, the highest word first.
std::string to_text(const PdqHash& hash);
std::optional<PdqHash> parse_pdq(std::string_view text);

// Hashes of the picture turned and mirrored: as it is, turned by 90°, 180°, 270° against the clock, mirrored
// left–right, top–bottom, and over its two diagonals.
inline constexpr std::size_t kPdqForms = 8;
using PdqForms = std::array<PdqHash, kPdqForms>;

// All eight from four of them: the others only swap the axes.
PdqForms pdq_forms(const PdqHash& as_is, const PdqHash& left_right, const PdqHash& top_bottom,
                   const PdqHash& half_turn);
// The three that are stored beside the hash itself (left–right, top–bottom, half turn), apart by spaces; and
// all eight read back from the two texts.
std::string turns_text(const PdqForms& forms);
std::optional<PdqForms> parse_pdq_forms(std::string_view pdq, std::string_view turns);

struct PdqResult {
  PdqForms forms{};
  unsigned quality = 0;  // 0–100
};

// Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Facebook, 2019. The
// cells of that description lie off the middle where a side is even, so flipping signs in one transform is up
// to 40 bits away from the hash of the mirrored picture; here the mirrored cells are read and transformed
// anew. Works on pictures of one or three channels; sides shorter than 5 pixels give quality 0.
PdqResult pdq_of(const Picture& picture);

}  // namespace ulika
