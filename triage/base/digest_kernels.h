// The machine-specific parts of hashing: which block functions this processor can run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "triage/base/digest.h"

namespace ulika::kernels {

// All three digests cut their input into blocks of this many bytes and pad it alike, but for the byte order
// of the length at the end.
constexpr std::size_t kBlock = 64;

// How many inputs are hashed side by side.
constexpr std::size_t kLanes = 16;

// Chaining values of one input, in word order (RFC 1321 3.3, FIPS 180-4 5.3.1 and 5.3.3).
struct Sha {
  std::array<std::uint32_t, 5> sha1{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::array<std::uint32_t, 8> sha256{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};
struct Chains {
  std::array<std::uint32_t, 4> md5{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  Sha sha;
};

// MD5 chaining values of all lanes, word by word, as vector registers hold them.
struct Md5Lanes {
  alignas(64) std::uint32_t words[4][kLanes];
};

struct Kernels {
  std::string_view name;
  // All three digests of one input over whole blocks.
  void (*stream)(Chains& chains, const std::byte* data, std::size_t blocks);
  // MD5 of every lane over whole blocks; every pointer must be readable.
  void (*md5_lanes)(Md5Lanes& chains, const std::byte* const (&data)[kLanes], std::size_t blocks);
  // SHA-1 and SHA-256 of two inputs over whole blocks.
  void (*sha_pair)(Sha& first, Sha& second, const std::byte* first_data, const std::byte* second_data,
                   std::size_t blocks);
};

// What this processor can run, fastest first; may be empty.
std::span<const Kernels> supported_kernels();

// The fastest of them whose results agreed with OpenSSL on a set of trial inputs; null when none did.
const Kernels* trusted_kernels();

// Digests of inputs of any sizes with the lanes kept full.
void digest_lanes(const Kernels& kernels, std::span<const Bytes> inputs, std::span<Digests> out);

// The padding that ends an input: what is left after its last whole block, 0x80, zeros and the length in
// bits.
struct Tail {
  std::array<std::byte, 2 * kBlock> md5{};  // length little-endian
  std::array<std::byte, 2 * kBlock> sha{};  // length big-endian
  std::size_t blocks = 1;
};
// `rest` is shorter than a block; `length` is that of the whole input, in bytes.
Tail make_tail(Bytes rest, std::uint64_t length);

// Runs the stream kernel over the padding, and writes the digests out.
Digests finish_stream(const Kernels& kernels, Chains chains, Bytes rest, std::uint64_t length);
Digests to_digests(const Chains& chains);

// One stream fed in pieces.
class BlockHasher {
 public:
  explicit BlockHasher(const Kernels& kernels) : kernels_(&kernels) {}
  void update(Bytes piece);
  Digests finish() const;

 private:
  const Kernels* kernels_;
  Chains chains_;
  std::array<std::byte, kBlock> held_{};
  std::size_t held_size_ = 0;
  std::uint64_t length_ = 0;
};

#if defined(__x86_64__)
void stream_sha_ni(Chains& chains, const std::byte* data, std::size_t blocks);
void sha_pair_sha_ni(Sha& first, Sha& second, const std::byte* first_data, const std::byte* second_data,
                     std::size_t blocks);
void md5_lanes_avx2(Md5Lanes& chains, const std::byte* const (&data)[kLanes], std::size_t blocks);
void md5_lanes_avx512(Md5Lanes& chains, const std::byte* const (&data)[kLanes], std::size_t blocks);
#endif

}  // namespace ulika::kernels
