// Byte anchors: the places in raw bytes where a detector may find something, found 64 bytes at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "triage/base/bytes.h"

namespace ulika {

// In terms of characters c[i]; D digit, A letter, T letter, digit, '_' or '-'.
enum class AnchorKind : std::uint8_t {
  number,   // first of three or more digits in a row
  token,    // first of 25 or more T in a row
  at_sign,  // '@' before T T, and either after T T or before three more T
  colon,    // "://", or ':' after three A and before T
  slash,    // '/' after ".AA" or ".AAA"
  plus,     // '+' after eight T and before T T
  degree,   // B0 (the degree sign of Latin 1, Windows-1251 and the last byte of UTF-8's), a digit at most two
            // away on each side
};

struct ByteAnchor {
  std::size_t at = 0;  // byte of the character
  AnchorKind kind = AnchorKind::number;
  bool wide = false;  // the characters are two bytes each, the second of them zero
  bool operator==(const ByteAnchor&) const = default;
};

// Appends the anchors whose character lies in [begin, end) of `block`, those of one kind in order. They
// depend on the 64 bytes on each side of them alone; bytes outside the block are no characters.
void find_byte_anchors(Bytes block, std::size_t begin, std::size_t end, std::vector<ByteAnchor>& out);
// The same without AVX2, for processors that have none and for the test that holds both equal.
void find_byte_anchors_portable(Bytes block, std::size_t begin, std::size_t end,
                                std::vector<ByteAnchor>& out);

namespace byte_anchors {

// One bit for each of 64 bytes.
struct ClassMasks {
  std::uint64_t digit = 0;
  std::uint64_t alpha = 0;
  std::uint64_t token = 0;
  std::uint64_t at_sign = 0;
  std::uint64_t colon = 0;
  std::uint64_t slash = 0;
  std::uint64_t dot = 0;
  std::uint64_t plus = 0;
  std::uint64_t degree = 0;
  std::uint64_t zero = 0;
};

// Classifies `blocks` times 64 bytes.
using Classify = void (*)(const unsigned char* data, std::size_t blocks, ClassMasks* out);
void classify_portable(const unsigned char* data, std::size_t blocks, ClassMasks* out);
void classify_avx2(const unsigned char* data, std::size_t blocks, ClassMasks* out);
bool has_avx2();

}  // namespace byte_anchors
}  // namespace ulika
