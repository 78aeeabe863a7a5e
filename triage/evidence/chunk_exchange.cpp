#include "triage/evidence/chunk_exchange.h"

#include <cstring>

namespace ulika {
namespace {

std::uint64_t tag_of(std::uint32_t item, std::uint64_t index) {
  return ((std::uint64_t{item} << 40) + index + 1) << 1;
}

}  // namespace

void ChunkExchange::put(std::uint32_t item, std::uint64_t index, Bytes chunk) {
  if (chunk.size() != kChunk) return;
  Slot& slot = slots_[index % kSlots];
  std::uint64_t before = slot.tag.load(std::memory_order_relaxed);
  const std::uint64_t tag = tag_of(item, index);
  // A writer that died leaves its slot odd, and so out of use.
  if ((before & 1) != 0 || !slot.tag.compare_exchange_strong(before, tag | 1, std::memory_order_acq_rel))
    return;
  std::memcpy(slot.bytes, chunk.data(), kChunk);
  slot.tag.store(tag, std::memory_order_release);
}

bool ChunkExchange::take(std::uint32_t item, std::uint64_t index, std::span<std::byte> out) const {
  if (out.size() != kChunk) return false;
  const Slot& slot = slots_[index % kSlots];
  const std::uint64_t tag = tag_of(item, index);
  if (slot.tag.load(std::memory_order_acquire) != tag) return false;
  std::memcpy(out.data(), slot.bytes, kChunk);
  // The bytes hold only if nobody began to replace them meanwhile.
  std::atomic_thread_fence(std::memory_order_acquire);
  return slot.tag.load(std::memory_order_relaxed) == tag;
}

}  // namespace ulika
