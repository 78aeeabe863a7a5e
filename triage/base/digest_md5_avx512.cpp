// MD5 of sixteen inputs in the sixteen lanes of AVX-512 registers.
#include <utility>

#include "triage/base/digest_kernels.h"

#if defined(__x86_64__)

#if !defined(__clang__)
// GCC 12 takes the undefined register inside its own intrinsics for a fault of their user (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <immintrin.h>

#include "triage/base/digest_md5.h"

#define ULIKA_TARGET __attribute__((target("avx512f")))
#define ULIKA_INLINE ULIKA_TARGET __attribute__((always_inline)) inline

namespace ulika::kernels {
namespace {

// w[i] becomes word i of every lane's block.
ULIKA_INLINE void transpose(__m512i (&w)[kLanes]) {
  __m512i t[kLanes];
#pragma GCC unroll 16
  for (std::size_t i = 0; i < kLanes; i += 4) {
    const __m512i ab_low = _mm512_unpacklo_epi32(w[i], w[i + 1]),
                  ab_high = _mm512_unpackhi_epi32(w[i], w[i + 1]);
    const __m512i cd_low = _mm512_unpacklo_epi32(w[i + 2], w[i + 3]),
                  cd_high = _mm512_unpackhi_epi32(w[i + 2], w[i + 3]);
    t[i] = _mm512_unpacklo_epi64(ab_low, cd_low);
    t[i + 1] = _mm512_unpackhi_epi64(ab_low, cd_low);
    t[i + 2] = _mm512_unpacklo_epi64(ab_high, cd_high);
    t[i + 3] = _mm512_unpackhi_epi64(ab_high, cd_high);
  }
  // t[4g+k] now holds, of lanes 4g to 4g+3, the words k, k+4, k+8 and k+12, one 128-bit quarter each.
#pragma GCC unroll 16
  for (std::size_t k = 0; k < 4; ++k) {
    const __m512i low_01 = _mm512_shuffle_i32x4(t[k], t[4 + k], 0x88);
    const __m512i high_01 = _mm512_shuffle_i32x4(t[k], t[4 + k], 0xdd);
    const __m512i low_23 = _mm512_shuffle_i32x4(t[8 + k], t[12 + k], 0x88);
    const __m512i high_23 = _mm512_shuffle_i32x4(t[8 + k], t[12 + k], 0xdd);
    w[k] = _mm512_shuffle_i32x4(low_01, low_23, 0x88);
    w[k + 8] = _mm512_shuffle_i32x4(low_01, low_23, 0xdd);
    w[k + 4] = _mm512_shuffle_i32x4(high_01, high_23, 0x88);
    w[k + 12] = _mm512_shuffle_i32x4(high_01, high_23, 0xdd);
  }
}

template <std::size_t I>
ULIKA_INLINE void step(__m512i (&s)[4], const __m512i (&w)[kLanes]) {
  // Truth tables of the four round functions over the bits of (x, y, z).
  constexpr int kSelect = 0xca;  // x ? y : z
  constexpr int kParity = 0x96;  // x ^ y ^ z
  constexpr int kLast = 0x39;    // y ^ (x | ~z)
  __m512i& a = s[md5::place(I, 0)];
  const __m512i b = s[md5::place(I, 1)], c = s[md5::place(I, 2)], d = s[md5::place(I, 3)];
  __m512i mixed;
  if constexpr (I < 16) {
    mixed = _mm512_ternarylogic_epi32(b, c, d, kSelect);
  } else if constexpr (I < 32) {
    mixed = _mm512_ternarylogic_epi32(d, b, c, kSelect);
  } else if constexpr (I < 48) {
    mixed = _mm512_ternarylogic_epi32(b, c, d, kParity);
  } else {
    mixed = _mm512_ternarylogic_epi32(b, c, d, kLast);
  }
  a = _mm512_add_epi32(
      a, _mm512_add_epi32(w[md5::word(I)], _mm512_set1_epi32(static_cast<int>(md5::kSines[I]))));
  a = _mm512_add_epi32(_mm512_rol_epi32(_mm512_add_epi32(a, mixed), md5::rotation(I)), b);
}

template <std::size_t... I>
ULIKA_INLINE void run_steps(__m512i (&s)[4], const __m512i (&w)[kLanes], std::index_sequence<I...>) {
  (step<I>(s, w), ...);
}

}  // namespace

ULIKA_TARGET void md5_lanes_avx512(Md5Lanes& chains, const std::byte* const (&data)[kLanes],
                                   std::size_t blocks) {
  __m512i s[4];
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) s[i] = _mm512_load_si512(chains.words[i]);
  for (std::size_t at = 0; at < blocks * kBlock; at += kBlock) {
    __m512i w[kLanes];
#pragma GCC unroll 16
    for (std::size_t lane = 0; lane < kLanes; ++lane) w[lane] = _mm512_loadu_si512(data[lane] + at);
    transpose(w);
    const __m512i first[4] = {s[0], s[1], s[2], s[3]};
    run_steps(s, w, std::make_index_sequence<64>());
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 4; ++i) s[i] = _mm512_add_epi32(s[i], first[i]);
  }
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) _mm512_store_si512(chains.words[i], s[i]);
  _mm256_zeroupper();
}

}  // namespace ulika::kernels

#endif
