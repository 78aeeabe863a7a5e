// MappedFile: the bytes of a file in memory, read-only and shared with forked processes.
#pragma once

#include <filesystem>

#include "triage/base/bytes.h"
#include "triage/base/result.h"

namespace ulika {

// The file must not be cut while it is mapped. It may be unlinked.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  Bytes bytes() const { return bytes_; }

 private:
  MappedFile() = default;
  Bytes bytes_;
};

}  // namespace ulika
