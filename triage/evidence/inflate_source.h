// InflateSource: a raw deflate stream as a source with random access, by restart points.
#pragma once

#include <list>
#include <memory>
#include <vector>

#include "triage/base/byte_source.h"

struct z_stream_s;

namespace ulika {

class InflateSource final : public ByteSource {
 public:
  // `packed` holds the stream; `size` is what it should unpack to: bytes beyond are not read, and a stream
  // that ends early or is damaged gives what it has and fails after that.
  InflateSource(std::unique_ptr<ByteSource> packed, std::uint64_t size);
  ~InflateSource() override;

  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override;

  // CRC-32 of the bytes unpacked so far in order, and how many they are.
  std::uint32_t running_crc() const { return crc_; }
  std::uint64_t crc_covers() const { return crc_covers_; }

 private:
  struct RestartPoint;
  struct Span {
    std::uint64_t index = 0;
    std::vector<std::byte> bytes;
  };

  const Span& span_at(std::uint64_t index);
  std::vector<std::byte> unpack_span(std::uint64_t index);
  bool restart_before(std::uint64_t index);

  std::unique_ptr<ByteSource> packed_;
  std::uint64_t size_;
  std::uint64_t span_size_;
  std::size_t max_cached_;
  std::list<Span> cache_;                              // most recently used first
  std::vector<std::unique_ptr<RestartPoint>> points_;  // one at the start of every span reached so far
  std::unique_ptr<RestartPoint> at_;                   // the running stream, at the start of span `next_`
  std::uint64_t next_ = 0;
  std::vector<std::byte> input_;
  std::string failure_;
  std::uint32_t crc_ = 0;
  std::uint64_t crc_covers_ = 0;
};

}  // namespace ulika
