// SHA-1 and SHA-256 in groups of four rounds by the processor's SHA instructions, for kernels that interleave
// them.
#pragma once

#if defined(__x86_64__)

#include <immintrin.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "triage/base/digest_kernels.h"

#define ULIKA_SHA_TARGET __attribute__((target("sha,avx2,bmi,bmi2")))
#define ULIKA_SHA_INLINE ULIKA_SHA_TARGET __attribute__((always_inline)) inline

namespace ulika::kernels {

// Round constants, FIPS 180-4 section 4.2.2.
alignas(16) inline constexpr std::array<std::uint32_t, 64> kSha256Rounds{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

ULIKA_SHA_INLINE __m128i load(const void* at) {
  return _mm_loadu_si128(static_cast<const __m128i*>(at));
}

class Sha256Rounds {
 public:
  // The instructions want the state as the halves ABEF and CDGH, high word first.
  ULIKA_SHA_INLINE void load_state(const std::array<std::uint32_t, 8>& state) {
    const __m128i badc = _mm_shuffle_epi32(load(state.data()), 0xb1);
    const __m128i hgfe = _mm_shuffle_epi32(load(state.data() + 4), 0x1b);
    abef_ = _mm_alignr_epi8(badc, hgfe, 8);
    cdgh_ = _mm_blend_epi16(hgfe, badc, 0xf0);
  }
  ULIKA_SHA_INLINE void store_state(std::array<std::uint32_t, 8>& state) const {
    const __m128i feba = _mm_shuffle_epi32(abef_, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(cdgh_, 0xb1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
  }
  ULIKA_SHA_INLINE void begin_block() {
    first_abef_ = abef_;
    first_cdgh_ = cdgh_;
  }
  // Rounds 4G to 4G+3.
  template <std::size_t G>
  ULIKA_SHA_INLINE void group(const std::byte* block) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i& w = w_[G % 4];
    if constexpr (G < 4) {
      w = _mm_shuffle_epi8(load(block + 16 * G), swap);
    } else {
      const __m128i before = w_[(G + 3) % 4];
      w = _mm_add_epi32(_mm_sha256msg1_epu32(w, w_[(G + 1) % 4]),
                        _mm_alignr_epi8(before, w_[(G + 2) % 4], 4));
      w = _mm_sha256msg2_epu32(w, before);
    }
    const __m128i sum = _mm_add_epi32(w, load(kSha256Rounds.data() + 4 * G));
    cdgh_ = _mm_sha256rnds2_epu32(cdgh_, abef_, sum);
    abef_ = _mm_sha256rnds2_epu32(abef_, cdgh_, _mm_shuffle_epi32(sum, 0x0e));
  }
  ULIKA_SHA_INLINE void end_block() {
    abef_ = _mm_add_epi32(abef_, first_abef_);
    cdgh_ = _mm_add_epi32(cdgh_, first_cdgh_);
  }

 private:
  __m128i abef_, cdgh_, first_abef_, first_cdgh_, w_[4];
};

class Sha1Rounds {
 public:
  ULIKA_SHA_INLINE void load_state(const std::array<std::uint32_t, 5>& state) {
    abcd_ = _mm_shuffle_epi32(load(state.data()), 0x1b);
    e_ = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
  }
  ULIKA_SHA_INLINE void store_state(std::array<std::uint32_t, 5>& state) const {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_shuffle_epi32(abcd_, 0x1b));
    state[4] = static_cast<std::uint32_t>(_mm_extract_epi32(e_, 3));
  }
  ULIKA_SHA_INLINE void begin_block() {
    first_abcd_ = abcd_;
    first_e_ = e_;
  }
  // Rounds 4G to 4G+3.
  template <std::size_t G>
  ULIKA_SHA_INLINE void group(const std::byte* block) {
    const __m128i reverse = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
    __m128i& w = w_[G % 4];
    if constexpr (G < 4) {
      w = _mm_shuffle_epi8(load(block + 16 * G), reverse);
    } else {
      w = _mm_xor_si128(_mm_sha1msg1_epu32(w, w_[(G + 1) % 4]), w_[(G + 2) % 4]);
      w = _mm_sha1msg2_epu32(w, w_[(G + 3) % 4]);
    }
    // From the second group on, E comes out of the A of four rounds ago.
    const __m128i e = G == 0 ? _mm_add_epi32(e_, w) : _mm_sha1nexte_epu32(before_, w);
    before_ = abcd_;
    abcd_ = _mm_sha1rnds4_epu32(abcd_, e, static_cast<int>(G / 5));
  }
  ULIKA_SHA_INLINE void end_block() {
    e_ = _mm_sha1nexte_epu32(before_, first_e_);
    abcd_ = _mm_add_epi32(abcd_, first_abcd_);
  }

 private:
  __m128i abcd_, e_, before_, first_abcd_, first_e_, w_[4];
};

}  // namespace ulika::kernels

#endif
