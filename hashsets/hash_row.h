// HashRow: the digests that a hash list gives for one file, on their way into an index.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "triage/base/bytes.h"
#include "triage/base/result.h"

namespace ulika {

enum class HashKind : std::uint8_t { md5, sha1, sha256 };
inline constexpr std::size_t kHashKinds = 3;
inline constexpr std::array<std::size_t, kHashKinds> kDigestSize{16, 20, 32};
std::string_view hash_kind_name(HashKind kind);  // "md5", "sha1", "sha256"

// The kind whose digests take `bytes` bytes; nothing when there is none.
std::optional<HashKind> hash_kind_of_size(std::size_t bytes);

struct HashRow {
  std::array<std::byte, 16> md5{};
  std::array<std::byte, 20> sha1{};
  std::array<std::byte, 32> sha256{};
  std::array<bool, kHashKinds> has{};
  std::string_view category;  // of this entry; empty when the list has none

  std::span<std::byte> digest(HashKind kind);
  Bytes digest(HashKind kind) const;
  bool any() const { return has[0] || has[1] || has[2]; }
};

// Takes a row of a list; a failure (a full disk) ends the reading.
using RowSink = std::function<Result<void>(const HashRow&)>;

// Reads exactly 2 * out.size() hexadecimal digits; false for anything else.
bool read_hex(std::string_view hex, std::span<std::byte> out);

// Adds a digest of the kind that its length says; false when `hex` is none.
bool add_digest(std::string_view hex, HashRow& row);
// The same for a digest that must be of one kind.
bool add_digest(std::string_view hex, HashKind kind, HashRow& row);

}  // namespace ulika
