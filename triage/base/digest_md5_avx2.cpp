// MD5 of sixteen inputs in AVX2 registers: two groups of eight lanes, interleaved because one group alone
// waits for its own results.
#include <utility>

#include "triage/base/digest_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "triage/base/digest_md5.h"

#define ULIKA_TARGET __attribute__((target("avx2")))
#define ULIKA_INLINE ULIKA_TARGET __attribute__((always_inline)) inline

namespace ulika::kernels {
namespace {

constexpr std::size_t kHalf = kLanes / 2;

// Words 8h to 8h+7 of eight lanes' blocks, from lane order to word order.
ULIKA_INLINE void load_words(__m256i (&w)[16], const std::byte* const* data, std::size_t at, std::size_t h) {
  __m256i r[8], t[8];
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i) {
    r[i] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data[i] + at + 32 * h));
  }
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; i += 4) {
    const __m256i ab_low = _mm256_unpacklo_epi32(r[i], r[i + 1]),
                  ab_high = _mm256_unpackhi_epi32(r[i], r[i + 1]);
    const __m256i cd_low = _mm256_unpacklo_epi32(r[i + 2], r[i + 3]),
                  cd_high = _mm256_unpackhi_epi32(r[i + 2], r[i + 3]);
    t[i] = _mm256_unpacklo_epi64(ab_low, cd_low);
    t[i + 1] = _mm256_unpackhi_epi64(ab_low, cd_low);
    t[i + 2] = _mm256_unpacklo_epi64(ab_high, cd_high);
    t[i + 3] = _mm256_unpackhi_epi64(ab_high, cd_high);
  }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < 4; ++k) {
    w[8 * h + k] = _mm256_permute2x128_si256(t[k], t[4 + k], 0x20);
    w[8 * h + 4 + k] = _mm256_permute2x128_si256(t[k], t[4 + k], 0x31);
  }
}

template <std::size_t I>
ULIKA_INLINE void step(__m256i (&s)[4], const __m256i (&w)[16]) {
  __m256i& a = s[md5::place(I, 0)];
  const __m256i b = s[md5::place(I, 1)], c = s[md5::place(I, 2)], d = s[md5::place(I, 3)];
  __m256i mixed;
  if constexpr (I < 16) {
    mixed = _mm256_xor_si256(d, _mm256_and_si256(b, _mm256_xor_si256(c, d)));
  } else if constexpr (I < 32) {
    mixed = _mm256_xor_si256(c, _mm256_and_si256(d, _mm256_xor_si256(b, c)));
  } else if constexpr (I < 48) {
    mixed = _mm256_xor_si256(_mm256_xor_si256(c, d), b);
  } else {
    mixed = _mm256_xor_si256(c, _mm256_or_si256(b, _mm256_xor_si256(d, _mm256_set1_epi32(-1))));
  }
  a = _mm256_add_epi32(
      a, _mm256_add_epi32(w[md5::word(I)], _mm256_set1_epi32(static_cast<int>(md5::kSines[I]))));
  a = _mm256_add_epi32(a, mixed);
  a = _mm256_or_si256(_mm256_slli_epi32(a, md5::rotation(I)), _mm256_srli_epi32(a, 32 - md5::rotation(I)));
  a = _mm256_add_epi32(a, b);
}

template <std::size_t... I>
ULIKA_INLINE void run_steps(__m256i (&low)[4], __m256i (&high)[4], const __m256i (&w_low)[16],
                            const __m256i (&w_high)[16], std::index_sequence<I...>) {
  ((step<I>(low, w_low), step<I>(high, w_high)), ...);
}

}  // namespace

ULIKA_TARGET void md5_lanes_avx2(Md5Lanes& chains, const std::byte* const (&data)[kLanes],
                                 std::size_t blocks) {
  __m256i low[4], high[4];
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) {
    low[i] = _mm256_load_si256(reinterpret_cast<const __m256i*>(chains.words[i]));
    high[i] = _mm256_load_si256(reinterpret_cast<const __m256i*>(chains.words[i] + kHalf));
  }
  for (std::size_t at = 0; at < blocks * kBlock; at += kBlock) {
    __m256i w_low[16], w_high[16];
#pragma GCC unroll 2
    for (std::size_t h = 0; h < 2; ++h) {
      load_words(w_low, data, at, h);
      load_words(w_high, data + kHalf, at, h);
    }
    const __m256i first_low[4] = {low[0], low[1], low[2], low[3]};
    const __m256i first_high[4] = {high[0], high[1], high[2], high[3]};
    run_steps(low, high, w_low, w_high, std::make_index_sequence<64>());
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 4; ++i) {
      low[i] = _mm256_add_epi32(low[i], first_low[i]);
      high[i] = _mm256_add_epi32(high[i], first_high[i]);
    }
  }
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) {
    _mm256_store_si256(reinterpret_cast<__m256i*>(chains.words[i]), low[i]);
    _mm256_store_si256(reinterpret_cast<__m256i*>(chains.words[i] + kHalf), high[i]);
  }
  _mm256_zeroupper();
}

}  // namespace ulika::kernels

#endif
