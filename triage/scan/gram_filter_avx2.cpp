// The gram filter with AVX2, chosen at run time; equal in its results to the portable one.
#include "triage/scan/gram_filter.h"
#include "triage/scan/gram_windows.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace ulika {
namespace {

using gram_windows::ClassMasks;

#define ULIKA_AVX2 static inline __attribute__((always_inline, target("avx2,bmi")))

// Byte classes by two table look-ups: a byte is of a class when its low and its high nibble share one of the
// class's bits. Bits 0 to 3 high letters by row (8 and 9, A, B, C to F), 4 and 5 CP866, 6 and 7 ASCII
// letters.
constexpr int kHighBits = 0x0F;
constexpr int kCp866Bits = 0x30;
constexpr int kAsciiBits = 0xC0;
alignas(16) constexpr std::uint8_t kHighNibble[16] = {0,    0,    0,    0,    0x40, 0x80, 0x40, 0x80,
                                                      0x11, 0x11, 0x12, 0x04, 0x08, 0x08, 0x18, 0x28};

constexpr std::uint8_t low_nibble(unsigned n) {
  unsigned bits = 0x18;  // rows C to F, and rows 8, 9, A and E of CP866, take every low nibble
  if (n == 0xD || n == 0xE) bits |= 0x01;
  if (n == 1 || n == 2 || n == 3 || n == 5 || n == 8 || n == 0xA || n == 0xF) bits |= 0x02;
  if (n == 2 || n == 3 || n == 4 || n == 8 || n == 0xA || n >= 0xC) bits |= 0x04;
  if (n < 2) bits |= 0x20;
  if (n > 0) bits |= 0x40;
  if (n < 0xB) bits |= 0x80;
  return static_cast<std::uint8_t>(bits);
}
alignas(16) constexpr std::uint8_t kLowNibble[16] = {
    low_nibble(0),  low_nibble(1),  low_nibble(2),  low_nibble(3), low_nibble(4),  low_nibble(5),
    low_nibble(6),  low_nibble(7),  low_nibble(8),  low_nibble(9), low_nibble(10), low_nibble(11),
    low_nibble(12), low_nibble(13), low_nibble(14), low_nibble(15)};

ULIKA_AVX2 __m256i load(const std::uint8_t* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}

ULIKA_AVX2 __m256i table(const std::uint8_t* sixteen) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(sixteen)));
}

ULIKA_AVX2 std::uint64_t bits(__m256i mask) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(mask));
}

ULIKA_AVX2 std::uint64_t bits2(__m256i first, __m256i second) {
  return bits(first) | bits(second) << 32;
}

ULIKA_AVX2 __m256i nibbles(__m256i v, __m256i low_table, __m256i high_table) {
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  const __m256i low = _mm256_shuffle_epi8(low_table, _mm256_and_si256(v, nibble));
  const __m256i high = _mm256_shuffle_epi8(high_table, _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble));
  return _mm256_and_si256(low, high);
}

ULIKA_AVX2 std::uint64_t any_of(__m256i first, __m256i second, int wanted) {
  const __m256i mask = _mm256_set1_epi8(static_cast<char>(wanted));
  const __m256i zero = _mm256_setzero_si256();
  return ~bits2(_mm256_cmpeq_epi8(_mm256_and_si256(first, mask), zero),
                _mm256_cmpeq_epi8(_mm256_and_si256(second, mask), zero));
}

ULIKA_AVX2 std::uint64_t equal(__m256i first, __m256i second, int value) {
  const __m256i wanted = _mm256_set1_epi8(static_cast<char>(value));
  return bits2(_mm256_cmpeq_epi8(first, wanted), _mm256_cmpeq_epi8(second, wanted));
}

ULIKA_AVX2 ClassMasks masks_of(__m256i first, __m256i second, __m256i low_table, __m256i high_table) {
  const __m256i classes1 = nibbles(first, low_table, high_table);
  const __m256i classes2 = nibbles(second, low_table, high_table);
  const __m256i top_six = _mm256_set1_epi8(static_cast<char>(0xFC));
  const __m256i tail_end = _mm256_set1_epi8(static_cast<char>(0xC0));
  ClassMasks m;
  m.ascii = any_of(classes1, classes2, kAsciiBits);
  m.high = any_of(classes1, classes2, kHighBits);
  m.cp866 = any_of(classes1, classes2, kCp866Bits);
  m.lead = equal(_mm256_and_si256(first, top_six), _mm256_and_si256(second, top_six), 0xD0);
  m.tail = bits2(_mm256_cmpgt_epi8(tail_end, first), _mm256_cmpgt_epi8(tail_end, second));
  m.zero = equal(first, second, 0);
  m.four = equal(first, second, 4);
  return m;
}

ULIKA_AVX2 __m256i groups_at(const GramTables& t, const std::uint8_t* p) {
  __m256i groups = nibbles(load(p), table(t.low[0].data()), table(t.high[0].data()));
  for (std::size_t k = 1; k < 4; ++k) {
    groups = _mm256_and_si256(groups, nibbles(load(p + k), table(t.low[k].data()), table(t.high[k].data())));
  }
  return groups;
}

}  // namespace

__attribute__((target("avx2,bmi"))) std::size_t filter_avx2(const GramTables& tables,
                                                            const std::uint8_t* data, std::size_t steps,
                                                            Candidate* out) {
  Candidate* const begin = out;
  const __m256i low_table = table(kLowNibble);
  const __m256i high_table = table(kHighNibble);
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t at = step * kFilterStep;
    const std::uint8_t* p = data + at;
    const ClassMasks masks = masks_of(load(p), load(p + 32), low_table, high_table);
    const std::uint64_t starts =
        tables.any_starts ? any_of(groups_at(tables, p), groups_at(tables, p + 32), 0xFF) : 0;
    out = gram_windows::emit(tables, p, static_cast<std::uint32_t>(at), masks, starts, out);
  }
  return static_cast<std::size_t>(out - begin);
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

}  // namespace ulika

#else

namespace ulika {

std::size_t filter_avx2(const GramTables& tables, const std::uint8_t* data, std::size_t steps,
                        Candidate* out) {
  return filter_portable(tables, data, steps, out);
}

bool has_avx2() {
  return false;
}

}  // namespace ulika

#endif
