#include "triage/base/digest.h"

#include <optional>
#include <stdexcept>

#include "triage/base/digest_kernels.h"
#include "triage/base/digest_openssl.h"

namespace ulika {

std::string to_hex(Bytes bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (std::byte b : bytes) {
    out += kHex[std::to_integer<unsigned>(b) >> 4];
    out += kHex[std::to_integer<unsigned>(b) & 15];
  }
  return out;
}

// One of the two.
struct Hasher::State {
  std::optional<kernels::BlockHasher> blocks;
  std::optional<openssl::Stream> stream;
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
  if (const kernels::Kernels* trusted = kernels::trusted_kernels()) {
    state_->blocks.emplace(*trusted);
  } else {
    state_->stream.emplace();
  }
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(Bytes piece) {
  if (state_->blocks) {
    state_->blocks->update(piece);
  } else {
    state_->stream->update(piece);
  }
}

Digests Hasher::finish() {
  return state_->blocks ? state_->blocks->finish() : state_->stream->finish();
}

void digest_many(std::span<const Bytes> inputs, std::span<Digests> out) {
  if (inputs.size() != out.size())
    throw std::invalid_argument("digest_many: as many outputs as inputs are needed");
  if (const kernels::Kernels* trusted = kernels::trusted_kernels()) {
    kernels::digest_lanes(*trusted, inputs, out);
    return;
  }
  openssl::Stream stream;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    stream.update(inputs[i]);
    out[i] = stream.finish();
  }
}

std::array<std::byte, 32> sha256(Bytes bytes) {
  return openssl::sha256(bytes);
}

std::string_view prepare_digests() {
  openssl::sha256({});
  const kernels::Kernels* trusted = kernels::trusted_kernels();
  return trusted != nullptr ? trusted->name : "openssl";
}

}  // namespace ulika
