// DigestSorter: sorts any number of digests within a given memory, through a temporary file where it must.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "hashsets/new_file.h"
#include "triage/base/bytes.h"
#include "triage/base/result.h"

namespace ulika {

class DigestSorter {
 public:
  // Records of `width` bytes, at most 64; `memory` bytes are used at most, touched as they fill. The
  // temporary file is made beside `place` when the records do not fit.
  DigestSorter(std::size_t width, std::size_t memory, std::filesystem::path place);

  Result<void> add(Bytes record);
  // Hands on each distinct record once, in the order of its bytes. May be called once, after the last add().
  Result<void> drain(const std::function<Result<void>(Bytes)>& take);

 private:
  struct Run {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;  // bytes
  };
  void sort();
  Result<void> spill();
  Result<void> merge(const std::function<Result<void>(Bytes)>& take);

  std::size_t width_;
  std::size_t capacity_;  // bytes, a multiple of the width
  std::filesystem::path place_;
  std::unique_ptr<std::byte[]> records_;
  std::size_t used_ = 0;  // bytes
  std::optional<NewFile> file_;
  std::vector<Run> runs_;
};

}  // namespace ulika
