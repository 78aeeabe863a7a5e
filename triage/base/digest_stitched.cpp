// One stream through all three digests in one loop. MD5 is a chain of 64 dependent steps that leaves most of
// the processor idle; the SHA instructions of the same block run in that shadow.
#include <bit>
#include <cstring>
#include <utility>

#include "triage/base/digest_kernels.h"

#if defined(__x86_64__)

#include "triage/base/digest_md5.h"
#include "triage/base/digest_sha_ni.h"

namespace ulika::kernels {
namespace {

template <std::size_t I>
ULIKA_SHA_INLINE void md5_step(std::uint32_t (&s)[4], const std::byte* block) {
  std::uint32_t& a = s[md5::place(I, 0)];
  const std::uint32_t b = s[md5::place(I, 1)], c = s[md5::place(I, 2)], d = s[md5::place(I, 3)];
  std::uint32_t word;
  std::memcpy(&word, block + 4 * md5::word(I), 4);
  a += md5::kSines[I] + word;
  if constexpr (I < 16) {
    a += d ^ (b & (c ^ d));
  } else if constexpr (I < 32) {
    // The halves share no bit, so they can be added apart: one step less to wait for b.
    a += ~d & c;
    a += d & b;
  } else if constexpr (I < 48) {
    a += (c ^ d) ^ b;
  } else {
    a += c ^ (b | ~d);
  }
  a = std::rotl(a, md5::rotation(I)) + b;
}

// A sixteenth of a block: four steps of MD5, four rounds of SHA-256, five of SHA-1 (four or eight, in
// groups).
template <std::size_t J>
ULIKA_SHA_INLINE void sixteenth(std::uint32_t (&s)[4], Sha256Rounds& sha256, Sha1Rounds& sha1,
                                const std::byte* block) {
  md5_step<4 * J>(s, block);
  sha256.group<J>(block);
  md5_step<4 * J + 1>(s, block);
  md5_step<4 * J + 2>(s, block);
  sha1.group<J * 5 / 4>(block);
  md5_step<4 * J + 3>(s, block);
  if constexpr (J % 4 == 3) sha1.group<J * 5 / 4 + 1>(block);
}

template <std::size_t... J>
ULIKA_SHA_INLINE void run_block(std::uint32_t (&s)[4], Sha256Rounds& sha256, Sha1Rounds& sha1,
                                const std::byte* block, std::index_sequence<J...>) {
  (sixteenth<J>(s, sha256, sha1, block), ...);
}

}  // namespace

ULIKA_SHA_TARGET void stream_sha_ni(Chains& chains, const std::byte* data, std::size_t blocks) {
  Sha256Rounds sha256;
  Sha1Rounds sha1;
  sha256.load_state(chains.sha.sha256);
  sha1.load_state(chains.sha.sha1);
  std::uint32_t s[4] = {chains.md5[0], chains.md5[1], chains.md5[2], chains.md5[3]};
  for (const std::byte* end = data + blocks * kBlock; data != end; data += kBlock) {
    const std::uint32_t first[4] = {s[0], s[1], s[2], s[3]};
    sha256.begin_block();
    sha1.begin_block();
    run_block(s, sha256, sha1, data, std::make_index_sequence<16>());
    sha256.end_block();
    sha1.end_block();
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 4; ++i) s[i] += first[i];
  }
  chains.md5 = {s[0], s[1], s[2], s[3]};
  sha256.store_state(chains.sha.sha256);
  sha1.store_state(chains.sha.sha1);
  _mm256_zeroupper();
}

}  // namespace ulika::kernels

#endif
