#include "triage/evidence/extent_source.h"

#include <algorithm>
#include <limits>

#include "triage/base/bytes.h"

namespace ulika {

ExtentSource::ExtentSource(ByteSource& base, std::vector<Extent> extents, std::uint64_t size)
    : base_(base), extents_(std::move(extents)) {
  std::uint64_t total = 0;
  starts_.reserve(extents_.size());
  for (Extent& extent : extents_) {
    starts_.push_back(total);
    extent.length = std::min(extent.length, std::numeric_limits<std::uint64_t>::max() - total);
    total += extent.length;
  }
  size_ = std::min(total, size);
}

Result<std::size_t> ExtentSource::read(std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= size_ || out.empty()) return 0;
  out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset)));
  std::size_t index =
      static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) -
      1;
  std::size_t done = 0;
  while (done < out.size()) {
    const Extent& extent = extents_[index];
    std::uint64_t inside = offset + done - starts_[index++];
    if (inside >= extent.length) continue;
    std::span<std::byte> piece = out.subspan(
        done, static_cast<std::size_t>(std::min<std::uint64_t>(out.size() - done, extent.length - inside)));
    if (extent.offset < 0) {
      std::fill(piece.begin(), piece.end(), std::byte{0});
    } else {
      auto got = base_.read(static_cast<std::uint64_t>(extent.offset) + inside, piece);
      if (!got) return tl::unexpected(got.error());
      if (*got < piece.size()) {
        if (done + *got > 0) return done + *got;  // what is there; the next read tells why it ends
        return fail(ErrorKind::damaged, "the content runs past the end of the image");
      }
    }
    done += piece.size();
  }
  return done;
}

std::unique_ptr<ByteSource> open_inline(const ContentRef& content) {
  Bytes bytes = as_bytes(content.inline_data);
  return std::make_unique<MemorySource>(std::vector<std::byte>(bytes.begin(), bytes.end()));
}

}  // namespace ulika
