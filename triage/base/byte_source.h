// ByteSource: random access to the bytes of one thing (an image, a file inside it, a member of an archive).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Length in bytes; fixed for the life of the source.
  virtual std::uint64_t size() const = 0;

  // Fills `out` from `offset`; returns how many bytes were read, fewer than asked only at the end of the
  // source. Not thread-safe: a source belongs to one thread of one process.
  virtual Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) = 0;
};

// Bytes in memory as a source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override;

 private:
  std::vector<std::byte> bytes_;
};

// The whole of a source, refused with ErrorKind::limit when it is longer than `limit` bytes.
Result<std::vector<std::byte>> read_all(ByteSource& source, std::uint64_t limit);

}  // namespace ulika
