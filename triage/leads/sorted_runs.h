// SortedRuns: sorts more rows than memory may hold, as sorted runs in one nameless file that are merged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/leads/scratch_file.h"

namespace ulika {

class SortedRuns {
 public:
  static constexpr std::size_t kMaxRow = 65'535;  // bytes

  // Runs are written to a file in `dir` that has no name, so a broken run leaves nothing behind. About
  // `memory_bytes` of rows are held before a run is written.
  explicit SortedRuns(std::filesystem::path dir, std::size_t memory_bytes = std::size_t{48} << 20);

  // Precondition: at most kMaxRow bytes. Throws std::runtime_error when the file cannot be written.
  void add(std::string_view row);

  // Every row in the order of its bytes; equal rows as often as they were added. The view is good until the
  // next row. May be called once, after the last add().
  void for_each(const std::function<void(std::string_view)>& visit);

  std::uint64_t rows() const { return rows_; }
  std::size_t runs_on_disk() const { return runs_.size(); }

 private:
  void sort_buffer();
  void write_run();

  ScratchFile file_;
  std::size_t memory_bytes_;
  std::string bytes_;                                            // rows that are held, one behind the other
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places_;  // begin and size of each
  std::vector<std::pair<std::uint64_t, std::uint64_t>> runs_;    // begin and end of each run in the file
  std::uint64_t end_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace ulika
