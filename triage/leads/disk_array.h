// DiskArray: plain rows of one size, numbered from 0, in memory while they are few and in a nameless file
// after that.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "triage/leads/scratch_file.h"

namespace ulika {

template <class Row>
class DiskArray {
  static_assert(std::is_trivially_copyable_v<Row>);

 public:
  // The last `held` rows are in memory, the others in a file in `dir`, read in blocks of which one is kept.
  explicit DiskArray(const std::filesystem::path& dir, std::size_t held = 200'000)
      : file_(dir), most_(held) {}

  std::uint32_t add(const Row& row) {
    if (size_ == UINT32_MAX) throw std::runtime_error("more than 4,294,967,295 rows");
    if (rows_.size() >= most_) {
      file_.write(static_cast<std::uint64_t>(written_) * sizeof(Row),
                  {reinterpret_cast<const char*>(rows_.data()), rows_.size() * sizeof(Row)});
      written_ += static_cast<std::uint32_t>(rows_.size());
      rows_.clear();
    }
    rows_.push_back(row);
    return size_++;
  }
  // Precondition: below size().
  Row read(std::uint32_t number) {
    if (number >= written_) return rows_[number - written_];
    const std::uint32_t block = number / kBlock;
    if (block_ != block || kept_.empty()) {
      const std::uint32_t first = block * kBlock;
      kept_.resize(std::min(kBlock, written_ - first));
      file_.read(static_cast<std::uint64_t>(first) * sizeof(Row), reinterpret_cast<char*>(kept_.data()),
                 kept_.size() * sizeof(Row));
      block_ = block;
    }
    return kept_[number % kBlock];
  }
  std::uint32_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kBlock = 16;
  ScratchFile file_;
  std::size_t most_;
  std::vector<Row> rows_;  // those from written_ on
  std::vector<Row> kept_;  // rows of block_
  std::uint32_t size_ = 0, written_ = 0, block_ = 0;
};

}  // namespace ulika
