// Writes small zip files for tests, well-formed or not.
#pragma once

#include <libdeflate.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace ulika::test {

inline std::string little(std::uint64_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

inline std::string deflate_raw(std::string_view text) {
  libdeflate_compressor* packer = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_deflate_compress_bound(packer, text.size()), '\0');
  out.resize(libdeflate_deflate_compress(packer, text.data(), text.size(), out.data(), out.size()));
  libdeflate_free_compressor(packer);
  return out;
}

class ZipWriter {
 public:
  struct Options {
    bool deflated = true;
    std::uint16_t flags = 1U << 11;
    std::uint16_t method = 0xFFFF;  // 0xFFFF: as `deflated` says
    std::uint16_t made_by = 3U << 8;
    std::uint32_t external = 0;
    std::string extra;
    bool wrong_crc = false;
    bool zip64 = false;
    std::uint64_t claimed_size = 0;  // in the directory, when not 0
  };

  ZipWriter& add(std::string_view name, std::string_view content) { return add(name, content, Options()); }
  ZipWriter& add(std::string_view name, std::string_view content, const Options& options) {
    std::string packed = options.deflated ? deflate_raw(content) : std::string(content);
    auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
    if (options.wrong_crc) crc ^= 1U;
    std::uint16_t method = options.method != 0xFFFF ? options.method : options.deflated ? 8 : 0;
    std::uint64_t at = out_.size();
    std::string common =
        little(options.flags, 2) + little(method, 2) + little(kTime, 2) + little(kDate, 2) + little(crc, 4);
    std::string extra = options.extra;
    std::string local_sizes = little(packed.size(), 4) + little(content.size(), 4);
    std::string sizes = local_sizes;
    if (options.claimed_size != 0) sizes = little(packed.size(), 4) + little(options.claimed_size, 4);
    std::string offset = little(at, 4);
    std::string central_extra = extra;
    if (options.zip64) {
      sizes = little(0xFFFFFFFF, 4) + little(0xFFFFFFFF, 4);
      offset = little(0xFFFFFFFF, 4);
      central_extra +=
          little(1, 2) + little(24, 2) + little(content.size(), 8) + little(packed.size(), 8) + little(at, 8);
    }
    out_ +=
        "PK\3\4" + little(20, 2) + common + local_sizes + little(name.size(), 2) + little(extra.size(), 2);
    out_ += std::string(name) + extra + packed;
    central_ += "PK\1\2" + little(options.made_by | 20U, 2) + little(20, 2) + common + sizes +
                little(name.size(), 2) + little(central_extra.size(), 2) + little(0, 2) + little(0, 2) +
                little(0, 2) + little(options.external, 4) + offset + std::string(name) + central_extra;
    ++count_;
    return *this;
  }

  std::string finish(std::string_view before = {}, std::string_view comment = {}) const {
    std::string end = "PK\5\6" + little(0, 4) + little(count_, 2) + little(count_, 2) +
                      little(central_.size(), 4) + little(out_.size(), 4) + little(comment.size(), 2) +
                      std::string(comment);
    return std::string(before) + out_ + central_ + end;
  }
  const std::string& members_only() const { return out_; }

  // 2024-05-06 07:08:10 in DOS form.
  static constexpr std::uint16_t kDate = (44U << 9) | (5U << 5) | 6U;
  static constexpr std::uint16_t kTime = (7U << 11) | (8U << 5) | 5U;

 private:
  std::string out_;
  std::string central_;
  unsigned count_ = 0;
};

}  // namespace ulika::test
