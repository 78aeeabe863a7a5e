// Two inputs through SHA-1 and SHA-256 at once: four chains of dependent instructions in one loop keep the
// SHA unit busy, where each alone would leave it waiting for its own results.
#include <utility>

#include "triage/base/digest_kernels.h"

#if defined(__x86_64__)

#include "triage/base/digest_sha_ni.h"

namespace ulika::kernels {
namespace {

struct Chain {
  Sha256Rounds sha256;
  Sha1Rounds sha1;

  ULIKA_SHA_INLINE void load_state(const Sha& state) {
    sha256.load_state(state.sha256);
    sha1.load_state(state.sha1);
  }
  ULIKA_SHA_INLINE void store_state(Sha& state) const {
    sha256.store_state(state.sha256);
    sha1.store_state(state.sha1);
  }
  ULIKA_SHA_INLINE void begin_block() {
    sha256.begin_block();
    sha1.begin_block();
  }
  ULIKA_SHA_INLINE void end_block() {
    sha256.end_block();
    sha1.end_block();
  }
  // Of 16: one group of SHA-256, and one or two of the twenty of SHA-1.
  template <std::size_t J>
  ULIKA_SHA_INLINE void sixteenth(const std::byte* block) {
    sha256.group<J>(block);
    sha1.group<J * 5 / 4>(block);
    if constexpr (J % 4 == 3) sha1.group<J * 5 / 4 + 1>(block);
  }
};

template <std::size_t... J>
ULIKA_SHA_INLINE void run_block(Chain& a, Chain& b, const std::byte* a_block, const std::byte* b_block,
                                std::index_sequence<J...>) {
  ((a.sixteenth<J>(a_block), b.sixteenth<J>(b_block)), ...);
}

}  // namespace

ULIKA_SHA_TARGET void sha_pair_sha_ni(Sha& first, Sha& second, const std::byte* first_data,
                                      const std::byte* second_data, std::size_t blocks) {
  Chain a, b;
  a.load_state(first);
  b.load_state(second);
  for (std::size_t i = 0; i < blocks * kBlock; i += kBlock) {
    a.begin_block();
    b.begin_block();
    run_block(a, b, first_data + i, second_data + i, std::make_index_sequence<16>());
    a.end_block();
    b.end_block();
  }
  a.store_state(first);
  b.store_state(second);
  _mm256_zeroupper();
}

}  // namespace ulika::kernels

#endif
