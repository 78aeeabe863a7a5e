// Detectors over raw bytes: cards, places, wallets, phones, addresses and links in whatever a file or free
// space holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/model/hit.h"
#include "triage/scan/byte_anchors.h"

namespace ulika {

// How far around a match its bytes decide: a caller that cuts a content gives at least this much on each
// side.
inline constexpr std::size_t kDetectorContext = 512;

// Appends what the detectors find in ASCII, UTF-8, single-byte code pages (their ASCII part) and UTF-16LE,
// sorted by offset, for matches that start in [emit_begin, emit_end) of `block`; the bytes outside are
// context only. The result depends on the bytes within kDetectorContext of a match alone, not on how the
// content is cut or where it lies. `base_offset` is added to the offsets. Filled are rule ("detector:pan"),
// category (card, location, wallet, phone, email, url, …), value (normalised), encoding ("utf-8" or
// "utf-16le"), offset, length and weight (the confidence). Stricter than detect(): a form that proves itself
// by nothing is left to decoded text.
void detect_bytes(Bytes block, std::size_t emit_begin, std::size_t emit_end, std::uint64_t base_offset,
                  std::vector<Hit>& out);

// The second half of detect_bytes: the exact detectors at anchors that were found by any means.
void detect_at_anchors(Bytes block, const std::vector<ByteAnchor>& anchors, std::size_t emit_begin,
                       std::size_t emit_end, std::uint64_t base_offset, std::vector<Hit>& out);

}  // namespace ulika
