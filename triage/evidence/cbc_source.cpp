#include "triage/evidence/cbc_source.h"

#include <algorithm>

#include "triage/base/crypto.h"

namespace ulika {
namespace {

constexpr std::uint64_t kBlock = 16;
constexpr std::uint64_t kWindow = std::uint64_t{256} << 10;

}  // namespace

CbcSource::CbcSource(std::unique_ptr<ByteSource> stored, std::vector<std::byte> key,
                     std::vector<std::byte> iv, std::uint64_t size)
    : stored_(std::move(stored)), key_(std::move(key)), iv_(std::move(iv)), size_(size) {
  const std::uint64_t whole = stored_->size();
  if (size_ == 0 || size_ > whole || whole - size_ > kBlock) size_ = padded_size();
}

std::uint64_t CbcSource::padded_size() {
  const std::uint64_t whole = stored_->size() / kBlock * kBlock;
  size_ = whole;
  std::byte last[kBlock];
  if (whole == 0 || !read(whole - kBlock, last)) return whole;
  const auto padding = std::to_integer<std::uint64_t>(last[kBlock - 1]);
  if (padding == 0 || padding > kBlock) return whole;
  const bool sound = std::all_of(last + (kBlock - padding), last + kBlock,
                                 [&](std::byte b) { return std::to_integer<std::uint64_t>(b) == padding; });
  return sound ? whole - padding : whole;
}

Result<void> CbcSource::load(std::uint64_t window) {
  if (window == window_) return {};
  window_ = ~std::uint64_t{0};
  const std::uint64_t begin = window * kWindow;
  // The block before is what the first one was chained to.
  const std::uint64_t from = begin == 0 ? 0 : begin - kBlock;
  std::vector<std::byte> stored(static_cast<std::size_t>(begin - from + kWindow));
  const auto got = stored_->read(from, stored);
  if (!got) return tl::unexpected(got.error());
  stored.resize(*got / kBlock * kBlock);
  const std::size_t chained = static_cast<std::size_t>(begin - from);
  if (stored.size() <= chained) {
    plain_.clear();
  } else {
    const Bytes iv = chained == 0 ? Bytes(iv_) : Bytes(stored).first(chained);
    plain_.resize(stored.size() - chained);
    if (!aes_cbc_decrypt(key_, iv, Bytes(stored).subspan(chained), plain_))
      return fail(ErrorKind::damaged, "the encrypted bytes are not whole blocks");
  }
  window_ = window;
  return {};
}

Result<std::size_t> CbcSource::read(std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= size_) return 0;
  out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset)));
  std::size_t done = 0;
  while (done < out.size()) {
    const std::uint64_t at = offset + done;
    if (auto loaded = load(at / kWindow); !loaded) return tl::unexpected(loaded.error());
    const auto inside = static_cast<std::size_t>(at % kWindow);
    if (inside >= plain_.size()) break;
    const std::size_t n = std::min(out.size() - done, plain_.size() - inside);
    std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(inside), n,
                out.begin() + static_cast<std::ptrdiff_t>(done));
    done += n;
  }
  return done;
}

}  // namespace ulika
