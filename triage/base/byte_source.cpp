#include "triage/base/byte_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace ulika {

Result<std::size_t> MemorySource::read(std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= bytes_.size()) return std::size_t{0};
  const std::size_t n = std::min<std::size_t>(out.size(), bytes_.size() - offset);
  std::memcpy(out.data(), bytes_.data() + offset, n);
  return n;
}

Result<std::vector<std::byte>> read_all(ByteSource& source, std::uint64_t limit) {
  if (source.size() > limit) {
    return fail(ErrorKind::limit, fmt::format("{} bytes is more than the limit of {}", source.size(), limit));
  }
  std::vector<std::byte> bytes(static_cast<std::size_t>(source.size()));
  auto got = source.read(0, bytes);
  if (!got) return tl::unexpected(got.error());
  if (*got != bytes.size()) {
    return fail(ErrorKind::damaged, fmt::format("ends after {} of {} bytes", *got, bytes.size()));
  }
  return bytes;
}

}  // namespace ulika
