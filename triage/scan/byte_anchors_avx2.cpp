#include "triage/scan/byte_anchors.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ulika::byte_anchors {

#if defined(__x86_64__)

namespace {

#define ULIKA_AVX2 __attribute__((target("avx2"), always_inline)) inline

ULIKA_AVX2 std::uint64_t mask_of(__m256i low, __m256i high) {
  const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
  const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
  return first | std::uint64_t{second} << 32;
}

ULIKA_AVX2 __m256i equal(__m256i bytes, char value) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(value));
}

// Bytes in [first, first + count): moved so that the range begins at the least signed value.
ULIKA_AVX2 __m256i in_range(__m256i bytes, int first, int count) {
  const __m256i moved = _mm256_add_epi8(bytes, _mm256_set1_epi8(static_cast<char>(-128 - first)));
  return _mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(-128 + count)), moved);
}

struct Classes {
  __m256i digit, alpha, token;
};

ULIKA_AVX2 Classes classes_of(__m256i bytes) {
  Classes c;
  c.digit = in_range(bytes, '0', 10);
  c.alpha = in_range(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), 'a', 26);
  c.token = _mm256_or_si256(_mm256_or_si256(c.digit, c.alpha),
                            _mm256_or_si256(equal(bytes, '_'), equal(bytes, '-')));
  return c;
}

#undef ULIKA_AVX2

}  // namespace

__attribute__((target("avx2"))) void classify_avx2(const unsigned char* data, std::size_t blocks,
                                                   ClassMasks* out) {
  for (std::size_t b = 0; b < blocks; ++b, data += 64) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data + 32));
    const Classes l = classes_of(low);
    const Classes h = classes_of(high);
    ClassMasks& m = out[b];
    m.digit = mask_of(l.digit, h.digit);
    m.alpha = mask_of(l.alpha, h.alpha);
    m.token = mask_of(l.token, h.token);
    m.at_sign = mask_of(equal(low, '@'), equal(high, '@'));
    m.colon = mask_of(equal(low, ':'), equal(high, ':'));
    m.slash = mask_of(equal(low, '/'), equal(high, '/'));
    m.dot = mask_of(equal(low, '.'), equal(high, '.'));
    m.plus = mask_of(equal(low, '+'), equal(high, '+'));
    m.degree = mask_of(equal(low, '\xB0'), equal(high, '\xB0'));
    m.zero = mask_of(equal(low, '\0'), equal(high, '\0'));
  }
  _mm256_zeroupper();  // code without AVX that runs next would pay for it otherwise
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0;
}

#else

void classify_avx2(const unsigned char* data, std::size_t blocks, ClassMasks* out) {
  classify_portable(data, blocks, out);
}

bool has_avx2() {
  return false;
}

#endif

}  // namespace ulika::byte_anchors
