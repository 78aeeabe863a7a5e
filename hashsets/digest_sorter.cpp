#include "hashsets/digest_sorter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace ulika {
namespace {

constexpr std::size_t kMaxPiece = std::size_t{1} << 20;  // of a run, read at once while merging

std::uint64_t big_endian(const std::byte* at) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return __builtin_bswap64(value);
}

template <std::size_t W>
void sort_records(std::byte* records, std::size_t bytes) {
  using Record = std::array<std::byte, W>;
  static_assert(sizeof(Record) == W && alignof(Record) == 1);
  auto* first = reinterpret_cast<Record*>(records);
  auto* last = first + bytes / W;
  std::sort(first, last, [](const Record& a, const Record& b) {
    const std::uint64_t x = big_endian(a.data());
    const std::uint64_t y = big_endian(b.data());
    if (x != y) return x < y;
    return std::memcmp(a.data() + 8, b.data() + 8, W - 8) < 0;
  });
}

// A run while it is merged.
class RunReader {
 public:
  RunReader(const NewFile& file, std::uint64_t offset, std::uint64_t size, std::size_t width,
            std::size_t piece)
      : file_(file), offset_(offset), left_(size), width_(width), piece_(piece) {}
  const std::byte* record() const { return buffer_.data() + at_; }
  bool ended() const { return at_ == buffer_.size() && left_ == 0; }
  Result<void> advance() {
    if (!buffer_.empty()) at_ += width_;
    if (at_ < buffer_.size() || left_ == 0) return {};
    buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(piece_, left_)));
    at_ = 0;
    if (auto got = file_.read(offset_, buffer_); !got) return got;
    offset_ += buffer_.size();
    left_ -= buffer_.size();
    return {};
  }

 private:
  const NewFile& file_;
  std::uint64_t offset_;
  std::uint64_t left_;
  std::size_t width_;
  std::size_t piece_;  // bytes, a multiple of the width
  std::vector<std::byte> buffer_;
  std::size_t at_ = 0;
};

}  // namespace

DigestSorter::DigestSorter(std::size_t width, std::size_t memory, std::filesystem::path place)
    : width_(width),
      capacity_(std::max<std::size_t>(memory / width, 1024) * width),
      place_(std::move(place)) {}

Result<void> DigestSorter::add(Bytes record) {
  if (!records_) records_.reset(new std::byte[capacity_]);  // pages are taken as they are touched
  if (used_ == capacity_) {
    if (auto spilled = spill(); !spilled) return spilled;
  }
  std::memcpy(records_.get() + used_, record.data(), width_);
  used_ += width_;
  return {};
}

void DigestSorter::sort() {
  switch (width_) {
    case 16:
      return sort_records<16>(records_.get(), used_);
    case 17:
      return sort_records<17>(records_.get(), used_);
    case 20:
      return sort_records<20>(records_.get(), used_);
    case 21:
      return sort_records<21>(records_.get(), used_);
    case 32:
      return sort_records<32>(records_.get(), used_);
    case 33:
      return sort_records<33>(records_.get(), used_);
    default:
      throw std::invalid_argument("DigestSorter: records are a digest, or one and a category");
  }
}

Result<void> DigestSorter::spill() {
  if (!file_) {
    auto file = NewFile::create(place_);
    if (!file) return tl::unexpected(file.error());
    file_ = std::move(*file);
  }
  sort();
  std::byte* end = records_.get();  // behind the distinct ones
  for (std::size_t at = 0; at < used_; at += width_) {
    const std::byte* record = records_.get() + at;
    if (end != records_.get() && std::memcmp(end - width_, record, width_) == 0) continue;
    if (end != record) std::memcpy(end, record, width_);
    end += width_;
  }
  const auto size = static_cast<std::size_t>(end - records_.get());
  runs_.push_back({file_->size(), size});
  used_ = 0;
  if (auto written = file_->append(Bytes(records_.get(), size)); !written) return written;
  return file_->flush();
}

Result<void> DigestSorter::drain(const std::function<Result<void>(Bytes)>& take) {
  if (used_ == 0 && runs_.empty()) return {};
  if (!runs_.empty()) {
    if (used_ != 0) {
      if (auto spilled = spill(); !spilled) return spilled;
    }
    records_.reset();
    return merge(take);
  }
  sort();
  const std::byte* before = nullptr;
  for (std::size_t at = 0; at < used_; at += width_) {
    const std::byte* record = records_.get() + at;
    if (before != nullptr && std::memcmp(before, record, width_) == 0) continue;
    before = record;
    if (auto taken = take(Bytes(record, width_)); !taken) return taken;
  }
  records_.reset();
  return {};
}

Result<void> DigestSorter::merge(const std::function<Result<void>(Bytes)>& take) {
  const std::size_t share = std::min(kMaxPiece, capacity_ / runs_.size());
  const std::size_t piece = std::max<std::size_t>(share / width_, 16) * width_;
  std::vector<RunReader> readers;
  readers.reserve(runs_.size());
  std::vector<std::size_t> heap;  // readers that have a record, the smallest on top
  const auto later = [&](std::size_t a, std::size_t b) {
    return std::memcmp(readers[a].record(), readers[b].record(), width_) > 0;
  };
  for (const Run& run : runs_) {
    readers.emplace_back(*file_, run.offset, run.size, width_, piece);
    if (auto ready = readers.back().advance(); !ready) return ready;
    heap.push_back(heap.size());
    std::push_heap(heap.begin(), heap.end(), later);
  }
  std::array<std::byte, 64> before{};
  bool first = true;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    RunReader& reader = readers[heap.back()];
    if (first || std::memcmp(before.data(), reader.record(), width_) != 0) {
      std::memcpy(before.data(), reader.record(), width_);
      first = false;
      if (auto taken = take(Bytes(before).first(width_)); !taken) return taken;
    }
    if (auto advanced = reader.advance(); !advanced) return advanced;
    if (reader.ended()) {
      heap.pop_back();
    } else {
      std::push_heap(heap.begin(), heap.end(), later);
    }
  }
  file_.reset();
  return {};
}

}  // namespace ulika
