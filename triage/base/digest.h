// MD5, SHA-1 and SHA-256 of the same bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "triage/base/bytes.h"

namespace ulika {

struct Digests {
  std::array<std::byte, 16> md5{};
  std::array<std::byte, 20> sha1{};
  std::array<std::byte, 32> sha256{};
  bool operator==(const Digests&) const = default;
};

// Lower-case hexadecimal.
std::string to_hex(Bytes bytes);

// All three digests of a stream, fed in pieces of any size. `finish` may be called once.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  void update(Bytes piece);
  Digests finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Digests of many buffers at once: out[i] belongs to inputs[i]. Sizes may differ; the shape that keeps the
// processor's lanes full is the implementation's business.
void digest_many(std::span<const Bytes> inputs, std::span<Digests> out);

// SHA-256 alone, for identifiers and chains.
std::array<std::byte, 32> sha256(Bytes bytes);

// Does what the first use would do (loading OpenSSL's algorithms, checking the kernels against them) and
// names what will be used. Call it before a sandbox that forbids opening files.
std::string_view prepare_digests();

}  // namespace ulika
