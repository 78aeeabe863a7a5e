// ExtentSource: pieces of another source, read as one.
#pragma once

#include <memory>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/model/file_entry.h"

namespace ulika {

class ExtentSource final : public ByteSource {
 public:
  // `base` must outlive this. The size is that of the extents, at most `size`. A piece that lies outside of
  // `base` fails when it is read (damaged); offset -1 reads as zeros.
  ExtentSource(ByteSource& base, std::vector<Extent> extents, std::uint64_t size);

  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override;

 private:
  ByteSource& base_;
  std::vector<Extent> extents_;
  std::vector<std::uint64_t> starts_;  // where each extent begins in the content
  std::uint64_t size_ = 0;
};

// The bytes that the reference itself carries.
std::unique_ptr<ByteSource> open_inline(const ContentRef& content);

}  // namespace ulika
