#include "triage/pipeline/shared_state.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>

namespace ulika {

std::string_view stage_name(Stage stage) {
  constexpr std::array<std::string_view, kStages> kNames = {"list",   "read",   "hash", "scan",   "parse",
                                                            "expand", "verify", "send", "picture"};
  return kNames[static_cast<std::size_t>(stage)];
}

std::uint64_t monotonic_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000ULL + static_cast<std::uint64_t>(now.tv_nsec);
}

void WorkerSlot::enter_member(std::string_view path) {
  const std::size_t n = std::min(path.size(), sizeof member - 1);
  std::memcpy(member, path.data(), n);
  member[n] = '\0';
}

std::string WorkerSlot::member_path() const {
  return std::string(member, strnlen(member, sizeof member));
}

std::int64_t ContentClaims::claim(const Digests& content, std::uint32_t item, std::int64_t file_id) {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::memcpy(&low, content.sha256.data(), sizeof low);
  std::memcpy(&high, content.sha256.data() + sizeof low, sizeof high);
  low ^= (std::uint64_t{item} + 1) * 0x9e3779b97f4a7c15ULL;
  if (low == 0) low = 1;
  if (high == 0) high = 1;
  std::size_t at = static_cast<std::size_t>(low) & (kSlots - 1);
  for (int probe = 0; probe < 64; ++probe, at = (at + 1) & (kSlots - 1)) {
    Slot& slot = slots_[at];
    std::uint64_t held = slot.low.load(std::memory_order_acquire);
    if (held == 0 && slot.low.compare_exchange_strong(held, low, std::memory_order_acq_rel)) {
      slot.high.store(high, std::memory_order_release);
      held = low;
    }
    if (held != low) continue;
    // Another worker may be between its two stores; one that died there leaves the content unclaimed.
    std::uint64_t held_high = 0;
    for (int spin = 0; spin < 10'000 && held_high == 0; ++spin)
      held_high = slot.high.load(std::memory_order_acquire);
    if (held_high == 0) return file_id;
    if (held_high != high) continue;
    std::int64_t owner = 0;
    if (slot.owner.compare_exchange_strong(owner, file_id, std::memory_order_acq_rel)) return file_id;
    return owner;
  }
  return file_id;
}

}  // namespace ulika
