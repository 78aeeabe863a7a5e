#include <bit>

#include "triage/scan/checksums_crypto.h"

namespace ulika {
namespace {

constexpr std::size_t kRate = 136;  // bytes absorbed a round for a 256-bit digest

// Iota constants of FIPS 202, section 3.2.5.
constexpr std::array<std::uint64_t, 24> kRound = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

using State = std::array<std::uint64_t, 25>;  // lane (x, y) at x + 5 y

void permute(State& a) {
  for (const std::uint64_t constant : kRound) {
    std::array<std::uint64_t, 5> column{};
    for (std::size_t x = 0; x < 5; ++x) column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (std::size_t x = 0; x < 5; ++x) {
      const std::uint64_t mix = column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
      for (std::size_t y = 0; y < 25; y += 5) a[x + y] ^= mix;
    }
    // Rho and pi walk the lanes in one cycle that starts at (1, 0).
    std::size_t x = 1;
    std::size_t y = 0;
    std::uint64_t carried = a[1];
    for (int t = 0; t < 24; ++t) {
      const std::size_t next_y = (2 * x + 3 * y) % 5;
      x = y;
      y = next_y;
      const std::uint64_t lane = a[x + 5 * y];
      a[x + 5 * y] = std::rotl(carried, (t + 1) * (t + 2) / 2 % 64);
      carried = lane;
    }
    for (std::size_t row = 0; row < 25; row += 5) {
      const std::array<std::uint64_t, 5> old = {a[row], a[row + 1], a[row + 2], a[row + 3], a[row + 4]};
      for (std::size_t i = 0; i < 5; ++i) a[row + i] = old[i] ^ (~old[(i + 1) % 5] & old[(i + 2) % 5]);
    }
    a[0] ^= constant;
  }
}

void absorb(State& state, const std::array<std::uint8_t, kRate>& block) {
  for (std::size_t i = 0; i < kRate; ++i) state[i / 8] ^= std::uint64_t{block[i]} << (8 * (i % 8));
  permute(state);
}

}  // namespace

std::array<std::uint8_t, 32> keccak256(Bytes bytes) {
  State state{};
  std::array<std::uint8_t, kRate> block{};
  std::size_t filled = 0;
  for (const std::byte b : bytes) {
    block[filled++] = std::to_integer<std::uint8_t>(b);
    if (filled == kRate) {
      absorb(state, block);
      block.fill(0);
      filled = 0;
    }
  }
  block[filled] ^= 0x01;
  block[kRate - 1] ^= 0x80;
  absorb(state, block);
  std::array<std::uint8_t, 32> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 8] >> (8 * (i % 8)));
  }
  return digest;
}

}  // namespace ulika
