// The file of one hash set: a head, the sorted digests of each kind with what finds them, and a description.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hashsets/hash_row.h"

namespace ulika {

// Numbers are little-endian. A file is
//   head (kHeadSize bytes): magic, version, size of the file, place of the description, SHA-256 of all that
//   follows the head, SHA-256 of the head before it; for each kind of digest that occurs: entries, sorted by
//   their bytes (the digest, and one byte for the category where the set has categories), a table of u32 and
//   a filter; the description.
// The first 64 bits of a digest, scaled to the number of buckets, say in which bucket it lies; table[b] is
// the number of entries before bucket b. The filter is a Bloom filter of blocks of 512 bits: the first 64
// bits, scaled to the number of blocks, say which block, and the next 54 bits which kFilterBits bits of it
// are set.
inline constexpr std::string_view kIndexMagic("ULKHSET\n", 8);
inline constexpr std::uint32_t kIndexVersion = 1;
inline constexpr std::size_t kHeadSize = 128;
inline constexpr std::size_t kHeadDigestAt = 96;
inline constexpr std::size_t kFilterBlock = 64;      // bytes
inline constexpr std::size_t kFilterBits = 6;        // set for each digest
inline constexpr std::uint64_t kBitsPerDigest = 12;  // of the filter: about 1 in 200 strangers passes
inline constexpr std::uint64_t kDigestsPerBucket = 8;
inline constexpr std::size_t kMaxCategories = 255;

enum class HashSetKind : std::uint8_t { known, notable };
std::string_view hash_set_kind_name(HashSetKind kind);

struct IndexSection {
  std::uint64_t digests = 0;  // distinct ones
  std::uint64_t entries = 0;  // a digest in two categories is two entries
  std::uint64_t rows = 0;     // of the list, that had this kind of digest
  std::uint64_t entries_at = 0, table_at = 0, buckets = 0, filter_at = 0, blocks = 0;
};

struct IndexDescription {
  std::string name;
  HashSetKind kind = HashSetKind::known;
  std::string category;                 // of the whole set; may be empty
  std::string source;                   // name of the list it was made from
  std::string format;                   // of that list
  std::array<std::byte, 32> sha256{};   // of that list
  std::uint64_t rows = 0;               // taken from it: those with a digest of a kind that is kept
  std::vector<std::string> notes;       // what was left out of it
  std::vector<std::string> categories;  // of entries; empty when they have none
  std::array<IndexSection, kHashKinds> sections;

  std::size_t entry_size(HashKind of) const {
    return kDigestSize[static_cast<std::size_t>(of)] + (categories.empty() ? 0 : 1);
  }
};

struct IndexHead {
  std::uint64_t file_size = 0, description_at = 0;
  std::array<std::byte, 32> body_sha256{};
};

std::vector<std::byte> encode(const IndexDescription& description);
std::array<std::byte, kHeadSize> encode(const IndexHead& head);

// Nothing when the bytes are no head of this version, or one that was altered; `why` says which.
std::optional<IndexHead> decode_head(Bytes bytes, std::string& why);
// Nothing when a place or length in it does not fit a file of `description_at` bytes before it.
std::optional<IndexDescription> decode_description(Bytes bytes, std::uint64_t description_at);

// `prefix`, a fraction of 2^64, scaled to 0 … count - 1.
inline std::uint64_t scale(std::uint64_t prefix, std::uint64_t count) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(prefix) * count) >> 64);
}
// Eight bytes as a number whose order is the order of the bytes.
inline std::uint64_t prefix_of(const std::byte* digest) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | std::to_integer<std::uint64_t>(digest[i]);
  return value;
}

// The bits that `digest` sets in its block of the filter.
inline std::array<unsigned, kFilterBits> filter_bits(const std::byte* digest) {
  std::uint64_t mixed = prefix_of(digest + 8);
  std::array<unsigned, kFilterBits> bits{};
  for (unsigned& bit : bits) {
    bit = static_cast<unsigned>(mixed & 511);
    mixed >>= 9;
  }
  return bits;
}

}  // namespace ulika
