// RowSpool: puts rows into groups and time order on disk, holding 24 bytes a row in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

class RowSpool {
 public:
  // Makes the work file, which is removed with the spool. Throws std::runtime_error where it cannot be
  // written or read.
  explicit RowSpool(std::filesystem::path file);
  ~RowSpool();
  RowSpool(const RowSpool&) = delete;
  RowSpool& operator=(const RowSpool&) = delete;

  // Returns the number of the row, from 0 in the order of adding.
  std::uint32_t add(std::uint32_t group, std::int64_t order, std::string_view origin, std::string_view cells);

  // Visits every row once: groups by ascending rank[group], rows of a group by `order`, equal ones as they
  // were added. `n` is the number that add() returned.
  void for_each(
      const std::vector<std::uint32_t>& rank,
      const std::function<void(std::uint32_t n, std::string_view origin, std::string_view cells)>& visit);

 private:
  struct Row {
    std::int64_t order;
    std::uint64_t offset;
    std::uint32_t group;
    std::uint32_t n;
  };
  void flush();
  void read(std::uint64_t offset, char* out, std::size_t length) const;

  std::filesystem::path file_;
  int fd_ = -1;
  std::uint64_t written_ = 0;
  std::string buffer_;
  std::vector<Row> rows_;
};

}  // namespace ulika
