// One stream in pieces of any size over a kernel that wants whole blocks.
#include <algorithm>
#include <cstring>

#include "triage/base/digest_kernels.h"

namespace ulika::kernels {
namespace {

void put_little(std::byte* at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<std::byte>(value >> 8 * i);
}

void put_big(std::byte* at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<std::byte>(value >> 8 * (bytes - 1 - i));
}

}  // namespace

Tail make_tail(Bytes rest, std::uint64_t length) {
  Tail tail;
  tail.blocks = rest.size() + 1 + 8 <= kBlock ? 1 : 2;
  if (!rest.empty()) std::memcpy(tail.md5.data(), rest.data(), rest.size());
  tail.md5[rest.size()] = std::byte{0x80};
  tail.sha = tail.md5;
  put_little(tail.md5.data() + tail.blocks * kBlock - 8, length * 8, 8);
  put_big(tail.sha.data() + tail.blocks * kBlock - 8, length * 8, 8);
  return tail;
}

Digests to_digests(const Chains& chains) {
  Digests out;
  for (std::size_t i = 0; i < 4; ++i) put_little(out.md5.data() + 4 * i, chains.md5[i], 4);
  for (std::size_t i = 0; i < 5; ++i) put_big(out.sha1.data() + 4 * i, chains.sha.sha1[i], 4);
  for (std::size_t i = 0; i < 8; ++i) put_big(out.sha256.data() + 4 * i, chains.sha.sha256[i], 4);
  return out;
}

Digests finish_stream(const Kernels& kernels, Chains chains, Bytes rest, std::uint64_t length) {
  const Tail tail = make_tail(rest, length);
  Chains md5 = chains;
  kernels.stream(md5, tail.md5.data(), tail.blocks);
  kernels.stream(chains, tail.sha.data(), tail.blocks);
  chains.md5 = md5.md5;
  return to_digests(chains);
}

void BlockHasher::update(Bytes piece) {
  length_ += piece.size();
  if (held_size_ != 0) {
    const std::size_t n = std::min(piece.size(), kBlock - held_size_);
    std::copy_n(piece.begin(), n, held_.begin() + static_cast<std::ptrdiff_t>(held_size_));
    held_size_ += n;
    piece = piece.subspan(n);
    if (held_size_ < kBlock) return;
    kernels_->stream(chains_, held_.data(), 1);
    held_size_ = 0;
  }
  kernels_->stream(chains_, piece.data(), piece.size() / kBlock);
  const Bytes rest = piece.subspan(piece.size() / kBlock * kBlock);
  std::copy(rest.begin(), rest.end(), held_.begin());
  held_size_ = rest.size();
}

Digests BlockHasher::finish() const {
  return finish_stream(*kernels_, chains_, Bytes(held_).first(held_size_), length_);
}

}  // namespace ulika::kernels
