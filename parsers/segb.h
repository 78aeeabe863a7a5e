// SEGB, the container of Apple's Biome streams: entries of protobuf with a time and a state, in two versions.
// Layout after the published notes of forensic readers of the format; there is no document by its maker.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "triage/base/bytes.h"

namespace ulika {

struct SegbEntry {
  std::uint64_t offset = 0;  // of the payload in the file
  Bytes data;                // the payload; lives as long as the bytes of the file
  std::int32_t state = 0;    // 1 written, 3 deleted; others as stored
  double at = 0;             // seconds since 2001, as stored
};

struct SegbFile {
  int version = 0;
  std::vector<SegbEntry> entries;
  bool damaged = false;  // what is missing or contradicts itself ended the reading early
};

// Nothing where the bytes are no SEGB file. Entries without bytes are left out.
std::optional<SegbFile> read_segb(Bytes file);

}  // namespace ulika
