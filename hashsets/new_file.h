// NewFile: a file that appears under its name only once it is whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/result.h"

namespace ulika {

// Written beside its final place under a temporary name; what is not committed is removed again. Failures (a
// full disk, a file that may not grow) are told in words.
class NewFile {
 public:
  static Result<NewFile> create(const std::filesystem::path& final_path);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&& other) noexcept;

  std::uint64_t size() const { return written_ + buffer_.size(); }
  Result<void> append(Bytes bytes);
  Result<void> flush();  // what was appended can be read after this
  // Overwrites flushed bytes.
  Result<void> put(std::uint64_t offset, Bytes bytes);
  Result<void> read(std::uint64_t offset, std::span<std::byte> out) const;
  const std::filesystem::path& temporary_path() const { return temporary_; }

  // To disk, then under the final name, in place of what stood there.
  Result<void> commit();

 private:
  NewFile() = default;
  Error error(const char* what) const;

  std::filesystem::path final_;
  std::filesystem::path temporary_;
  int fd_ = -1;
  std::uint64_t written_ = 0;
  std::vector<std::byte> buffer_;
};

}  // namespace ulika
