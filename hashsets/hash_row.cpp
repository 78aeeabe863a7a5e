#include "hashsets/hash_row.h"

namespace ulika {
namespace {

// Value of a hexadecimal digit; 0xFF for any other byte.
constexpr std::array<std::uint8_t, 256> make_hex_values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = 0xFF;
  for (unsigned i = 0; i < 10; ++i) values['0' + i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < 6; ++i) {
    values['a' + i] = static_cast<std::uint8_t>(10 + i);
    values['A' + i] = static_cast<std::uint8_t>(10 + i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> kHexValues = make_hex_values();

}  // namespace

std::string_view hash_kind_name(HashKind kind) {
  constexpr std::array<std::string_view, kHashKinds> kNames{"md5", "sha1", "sha256"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<HashKind> hash_kind_of_size(std::size_t bytes) {
  for (std::size_t i = 0; i < kHashKinds; ++i) {
    if (kDigestSize[i] == bytes) return static_cast<HashKind>(i);
  }
  return std::nullopt;
}

std::span<std::byte> HashRow::digest(HashKind kind) {
  if (kind == HashKind::md5) return md5;
  if (kind == HashKind::sha1) return sha1;
  return sha256;
}

Bytes HashRow::digest(HashKind kind) const {
  if (kind == HashKind::md5) return md5;
  if (kind == HashKind::sha1) return sha1;
  return sha256;
}

bool read_hex(std::string_view hex, std::span<std::byte> out) {
  if (hex.size() != 2 * out.size()) return false;
  unsigned wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const unsigned high = kHexValues[static_cast<unsigned char>(hex[2 * i])];
    const unsigned low = kHexValues[static_cast<unsigned char>(hex[2 * i + 1])];
    wrong |= high | low;
    out[i] = static_cast<std::byte>((high << 4 | low) & 0xFF);
  }
  return (wrong & 0xF0) == 0;
}

bool add_digest(std::string_view hex, HashRow& row) {
  const auto kind = hash_kind_of_size(hex.size() / 2);
  return kind && add_digest(hex, *kind, row);
}

bool add_digest(std::string_view hex, HashKind kind, HashRow& row) {
  if (!read_hex(hex, row.digest(kind))) return false;
  row.has[static_cast<std::size_t>(kind)] = true;
  return true;
}

}  // namespace ulika
