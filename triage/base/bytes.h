// ByteReader: reads numbers and pieces out of untrusted bytes; the first read past the end makes it fail for
// good.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ulika {

using Bytes = std::span<const std::byte>;

inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}
inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class ByteReader {
 public:
  explicit ByteReader(Bytes data) : data_(data) {}

  // False once any read went past the end; every later read yields zeros and empty pieces.
  bool ok() const { return ok_; }
  std::size_t offset() const { return at_; }
  std::size_t left() const { return ok_ ? data_.size() - at_ : 0; }

  std::uint8_t u8() { return static_cast<std::uint8_t>(little(1)); }
  std::uint16_t u16le() { return static_cast<std::uint16_t>(little(2)); }
  std::uint32_t u32le() { return static_cast<std::uint32_t>(little(4)); }
  std::uint64_t u64le() { return little(8); }
  std::uint16_t u16be() { return static_cast<std::uint16_t>(big(2)); }
  std::uint32_t u32be() { return static_cast<std::uint32_t>(big(4)); }
  std::uint64_t u64be() { return big(8); }

  // The next n bytes, or an empty span with ok() false.
  Bytes take(std::size_t n) {
    if (n > left()) {
      ok_ = false;
      return {};
    }
    Bytes piece = data_.subspan(at_, n);
    at_ += n;
    return piece;
  }
  void skip(std::size_t n) { take(n); }
  void seek(std::size_t offset) {
    if (!ok_ || offset > data_.size()) {
      ok_ = false;
    } else {
      at_ = offset;
    }
  }

 private:
  std::uint64_t little(std::size_t n) {
    Bytes b = take(n);
    std::uint64_t v = 0;
    for (std::size_t i = b.size(); i-- > 0;) v = v << 8 | std::to_integer<std::uint64_t>(b[i]);
    return v;
  }
  std::uint64_t big(std::size_t n) {
    std::uint64_t v = 0;
    for (std::byte b : take(n)) v = v << 8 | std::to_integer<std::uint64_t>(b);
    return v;
  }

  Bytes data_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace ulika
