// Two inputs through SHA-1 and SHA-256 at once: one alone leaves the SHA unit waiting for its own results.
#include <utility>

#include "triage/base/digest_kernels.h"

#if defined(__x86_64__)

#include "triage/base/digest_sha_ni.h"

namespace ulika::kernels {
namespace {

template <class Rounds, std::size_t... G>
ULIKA_SHA_INLINE void run_block(Rounds& a, Rounds& b, const std::byte* a_block, const std::byte* b_block,
                                std::index_sequence<G...>) {
  a.begin_block();
  b.begin_block();
  ((a.template group<G>(a_block), b.template group<G>(b_block)), ...);
  a.end_block();
  b.end_block();
}

}  // namespace

ULIKA_SHA_TARGET void sha_pair_sha_ni(Sha& first, Sha& second, const std::byte* first_data,
                                      const std::byte* second_data, std::size_t blocks) {
  Sha256Rounds a256, b256;
  a256.load_state(first.sha256);
  b256.load_state(second.sha256);
  for (std::size_t i = 0; i < blocks * kBlock; i += kBlock) {
    run_block(a256, b256, first_data + i, second_data + i, std::make_index_sequence<16>());
  }
  a256.store_state(first.sha256);
  b256.store_state(second.sha256);

  Sha1Rounds a1, b1;
  a1.load_state(first.sha1);
  b1.load_state(second.sha1);
  for (std::size_t i = 0; i < blocks * kBlock; i += kBlock) {
    run_block(a1, b1, first_data + i, second_data + i, std::make_index_sequence<20>());
  }
  a1.store_state(first.sha1);
  b1.store_state(second.sha1);
  _mm256_zeroupper();
}

}  // namespace ulika::kernels

#endif
