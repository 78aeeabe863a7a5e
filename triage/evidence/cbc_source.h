// CbcSource: a file encrypted with AES in CBC mode, decrypted where it is read.
#pragma once

#include <memory>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"

namespace ulika {

class CbcSource final : public ByteSource {
 public:
  // `key` of 16, 24 or 32 bytes, `iv` of 16. `size` is that of the plain bytes where it is known; a size that
  // the stored bytes contradict, or 0, gives way to what the padding of the last block says.
  CbcSource(std::unique_ptr<ByteSource> stored, std::vector<std::byte> key, std::vector<std::byte> iv,
            std::uint64_t size);

  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override;

 private:
  Result<void> load(std::uint64_t window);
  std::uint64_t padded_size();

  std::unique_ptr<ByteSource> stored_;
  std::vector<std::byte> key_, iv_;
  std::uint64_t size_ = 0;
  std::uint64_t window_ = ~std::uint64_t{0};
  std::vector<std::byte> plain_;  // of the window
};

}  // namespace ulika
