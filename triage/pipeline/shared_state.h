// Memory that supervisor and workers share: what each worker has in hand, and which content is already taken.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "triage/base/digest.h"

namespace ulika {

// Where the time of a worker goes; index into WorkerSlot::stage_ns.
enum class Stage : std::uint8_t { list, read, hash, scan, parse, expand, verify, send, picture };
inline constexpr std::size_t kStages = 9;
std::string_view stage_name(Stage stage);

// One worker's window. Written by the worker, read by the supervisor at any time, also after the worker died.
struct WorkerSlot {
  std::atomic<std::int64_t> file_id{0};       // row of the file in hand; 0 between files
  std::atomic<std::uint64_t> deadline_ns{0};  // CLOCK_MONOTONIC; past it the worker counts as hung; 0: none
  std::atomic<std::uint64_t> bytes_done{0};   // content examined since the worker's start
  std::atomic<std::uint64_t> verified_bytes{0};  // of the image pass in hand
  std::atomic<std::uint32_t> image_item{0};      // item whose files the worker examines
  std::atomic<std::uint64_t> image_offset{0};    // where in its image the worker is; 0: nowhere yet
  std::atomic<std::uint32_t> protections{0};     // bits of Protection that hold in this worker
  std::atomic<std::uint64_t> stage_ns[kStages] = {};
  std::atomic<std::uint64_t> stage_bytes[kStages] = {};
  char member[4096] = {};  // path of the member in hand, below the file; empty for the file itself

  void enter_member(std::string_view path);
  std::string member_path() const;  // only once the worker is dead or stopped
};

// Which content is examined by which file, so that equal content is scanned and parsed once. A fixed
// open-addressing table; when it is full, content is simply examined again.
class ContentClaims {
 public:
  static constexpr std::size_t kSlots = 1U << 20;

  // Takes `content` for file `file_id` of the evidence item `item` unless another file of that item has it;
  // the file that has it (maybe `file_id` itself).
  std::int64_t claim(const Digests& content, std::uint32_t item, std::int64_t file_id);

 private:
  // The key is 128 bits of SHA-256, so that nobody can craft a file that passes for another.
  struct Slot {
    std::atomic<std::uint64_t> low{0};   // mixed with the item; 0: empty
    std::atomic<std::uint64_t> high{0};  // 0: being written
    std::atomic<std::int64_t> owner{0};
  };
  Slot slots_[kSlots];
};

// An object in memory that forked processes share. Pages are zero until touched.
template <class T>
class Shared {
 public:
  explicit Shared(std::size_t count = 1) : count_(count) {
    void* memory =
        mmap(nullptr, sizeof(T) * count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    items_ = static_cast<T*>(memory);  // all-zero bytes are a valid T: it holds integers and atomics alone
  }
  ~Shared() {
    if (items_ != nullptr) munmap(items_, sizeof(T) * count_);
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  T& operator[](std::size_t i) { return items_[i]; }
  T* operator->() { return items_; }
  T& operator*() { return *items_; }

 private:
  T* items_ = nullptr;
  std::size_t count_;
};

std::uint64_t monotonic_ns();

// Adds the time between construction and destruction to a stage.
class StageTimer {
 public:
  StageTimer(WorkerSlot& slot, Stage stage, std::uint64_t bytes = 0)
      : slot_(slot), stage_(static_cast<std::size_t>(stage)), bytes_(bytes), start_(monotonic_ns()) {}
  ~StageTimer() {
    slot_.stage_ns[stage_].fetch_add(monotonic_ns() - start_, std::memory_order_relaxed);
    if (bytes_ != 0) slot_.stage_bytes[stage_].fetch_add(bytes_, std::memory_order_relaxed);
  }
  StageTimer(const StageTimer&) = delete;
  StageTimer& operator=(const StageTimer&) = delete;
  void add_bytes(std::uint64_t n) { bytes_ += n; }

 private:
  WorkerSlot& slot_;
  std::size_t stage_;
  std::uint64_t bytes_;
  std::uint64_t start_;
};

}  // namespace ulika
