#include "triage/base/digest_kernels.h"

#include <vector>

#include "triage/base/digest_openssl.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace ulika::kernels {
namespace {

#if defined(__x86_64__)
bool has_sha_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}
#endif

std::vector<Kernels> find_supported() {
  std::vector<Kernels> found;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (has_sha_instructions() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("bmi2")) {
    if (__builtin_cpu_supports("avx512f")) {
      found.push_back({"sha+avx512", stream_sha_ni, md5_lanes_avx512, sha_pair_sha_ni});
    }
    found.push_back({"sha+avx2", stream_sha_ni, md5_lanes_avx2, sha_pair_sha_ni});
  }
#endif
  return found;
}

// Lengths around the edges of blocks and of the padding, more than there are lanes.
bool agrees_with_openssl(const Kernels& kernels) {
  std::vector<std::byte> bytes(4096);
  std::uint32_t noise = 1;
  for (std::byte& b : bytes) b = static_cast<std::byte>((noise = noise * 1664525 + 1013904223) >> 24);
  std::vector<Bytes> inputs;
  for (std::size_t n :
       {0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 500, 1000, 1023, 1024, 2048, 3000, 4096}) {
    inputs.push_back(Bytes(bytes).last(n));
  }
  std::vector<Digests> in_lanes(inputs.size());
  digest_lanes(kernels, inputs, in_lanes);
  openssl::Stream reference;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    reference.update(inputs[i]);
    const Digests expected = reference.finish();
    BlockHasher hasher(kernels);
    hasher.update(inputs[i].first(inputs[i].size() / 3));
    hasher.update(inputs[i].subspan(inputs[i].size() / 3));
    if (hasher.finish() != expected || in_lanes[i] != expected) return false;
  }
  return true;
}

const Kernels* find_trusted() {
  for (const Kernels& kernels : supported_kernels()) {
    if (agrees_with_openssl(kernels)) return &kernels;
  }
  return nullptr;
}

}  // namespace

std::span<const Kernels> supported_kernels() {
  static const std::vector<Kernels> supported = find_supported();
  return supported;
}

const Kernels* trusted_kernels() {
  static const Kernels* const trusted = find_trusted();
  return trusted;
}

}  // namespace ulika::kernels
