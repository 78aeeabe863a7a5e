// ChunkExchange: the unpacked chunks that the pass over a whole image leaves for those who examine its files,
// so that a chunk is unpacked once though two processes need it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "triage/base/bytes.h"

namespace ulika {

// Lies in memory that processes share; all-zero bytes are an empty one. The pass puts, examiners take. What
// is put replaces what lay in its place, so a taker that is too far behind finds nothing and unpacks for
// itself.
class ChunkExchange {
 public:
  static constexpr std::size_t kChunk = 32U << 10;  // bytes; chunks of another size (rare) are not exchanged
  static constexpr std::size_t kSlots = 4096;

  void put(std::uint32_t item, std::uint64_t index, Bytes chunk);
  // Fills `out`; false where the chunk is not here.
  bool take(std::uint32_t item, std::uint64_t index, std::span<std::byte> out) const;

 private:
  struct Slot {
    std::atomic<std::uint64_t> tag{0};  // 0: empty; odd: being written
    std::byte bytes[kChunk] = {};
  };
  Slot slots_[kSlots];
};

// How a reader of an image uses an exchange; none without one.
struct ChunkShare {
  ChunkExchange* exchange = nullptr;
  std::uint32_t item = 0;  // tells the images of a run apart
  bool puts = false;
};

}  // namespace ulika
