// What the portable and the AVX2 gram filter share: from class masks of 64 bytes to candidates.
#pragma once

#include <cstring>

#include "triage/scan/gram_filter.h"

namespace ulika::gram_windows {

#define ULIKA_INLINE static inline __attribute__((always_inline))

struct ClassMasks {
  std::uint64_t ascii, high, cp866, lead, tail, zero, four;
};

ULIKA_INLINE std::uint64_t in_a_row(std::uint64_t m) {
  return m & m >> 1 & m >> 2 & m >> 3;
}
ULIKA_INLINE std::uint64_t in_pairs(std::uint64_t m) {
  return m & m >> 2 & m >> 4 & m >> 6;
}

// Places of byte windows. Lead and tail bytes of UTF-8 Cyrillic in turn are left out of the high letters,
// else every such text would be full of them; the engine does not build on windows that may look so.
ULIKA_INLINE std::uint64_t single_windows(const ClassMasks& m) {
  const std::uint64_t pair = m.lead & m.tail >> 1;
  const std::uint64_t like_utf8 = (pair & pair >> 2) | (pair >> 1 & m.lead >> 3);
  return in_a_row(m.ascii) | (in_a_row(m.high) & ~like_utf8) | in_a_row(m.cp866);
}

// Places of the first letter byte of pair windows, for starts in the first `kFilterStep` places.
ULIKA_INLINE std::uint64_t paired_windows(const ClassMasks& m) {
  constexpr std::uint64_t kStarts = (std::uint64_t{1} << kFilterStep) - 1;
  const std::uint64_t little = in_pairs((m.ascii & m.zero >> 1) | m.four >> 1);
  const std::uint64_t big = in_pairs((m.zero & m.ascii >> 1) | m.four);
  const std::uint64_t utf8 = in_pairs(m.lead & m.tail >> 1);
  return (little & kStarts) | ((big | utf8) & kStarts) << 1;
}

// Shifts gather the four times five bits as pext would, and are not slow where pext is microcode (Zen 1 and
// 2).
ULIKA_INLINE std::uint32_t single_gram(const std::uint8_t* p) {
  std::uint32_t x;
  std::memcpy(&x, p, 4);
  x = (x & 0x001F001F) | (x >> 3 & 0x03E003E0);
  return (x & 0x3FF) | (x >> 6 & 0xFFC00);
}

ULIKA_INLINE std::uint32_t paired_gram(const std::uint8_t* p) {
  std::uint64_t x;
  std::memcpy(&x, p, 8);
  x &= 0x001F001F001F001FULL;
  x = (x | x >> 11) & 0x000003FF000003FFULL;
  return static_cast<std::uint32_t>((x | x >> 22) & 0xFFFFF);
}

// 1 or 0
ULIKA_INLINE std::uint64_t in_bitmap(const std::uint64_t* bitmap, std::uint32_t bit) {
  return bitmap[bit >> 6] >> (bit & 63) & 1;
}

// Writes always and moves on only past survivors: no branch to mispredict.
ULIKA_INLINE Candidate* emit(const GramTables& tables, const std::uint8_t* p, std::uint32_t at,
                             const ClassMasks& masks, std::uint64_t starts, Candidate* out) {
  constexpr std::uint64_t kStarts = (std::uint64_t{1} << kFilterStep) - 1;
  const std::uint64_t* single = tables.single.data();
  for (std::uint64_t left = single_windows(masks) & kStarts; left != 0; left &= left - 1) {
    const auto i = static_cast<std::uint32_t>(__builtin_ctzll(left));
    const std::uint32_t gram = single_gram(p + i);
    *out = {at + i, CandidateKind::single_gram, gram};
    out += in_bitmap(single, gram);
  }
  const std::uint64_t* paired = tables.paired.data();
  for (std::uint64_t left = paired_windows(masks); left != 0; left &= left - 1) {
    const auto i = static_cast<std::uint32_t>(__builtin_ctzll(left));
    const std::uint32_t gram = paired_gram(p + i);
    *out = {at + i, CandidateKind::paired_gram, gram};
    out += in_bitmap(paired, gram);
  }
  const std::uint64_t* two = tables.starts[0].data();
  const std::uint64_t* three = tables.starts[1].data();
  const std::uint64_t* four = tables.starts[2].data();
  for (std::uint64_t left = starts & kStarts; left != 0; left &= left - 1) {
    const auto i = static_cast<std::uint32_t>(__builtin_ctzll(left));
    std::uint32_t key;
    std::memcpy(&key, p + i, 4);
    *out = {at + i, CandidateKind::start, key};
    out += in_bitmap(four, start_hash(key)) | in_bitmap(three, start_hash(key & 0xFFFFFF)) |
           in_bitmap(two, start_hash(key & 0xFFFF));
  }
  return out;
}

}  // namespace ulika::gram_windows
