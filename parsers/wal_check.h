// Looks at a write-ahead log by itself: whether it is one, whose page size, and how far it is whole.
#pragma once

#include <cstdint>

#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"

namespace ulika {

// Source of the format: https://www.sqlite.org/fileformat2.html#walformat
struct WalSummary {
  bool is_wal = false;          // magic, version and checksum of the header hold
  std::uint32_t page_size = 0;  // bytes
  std::uint64_t frames = 0;     // frames of the current generation, whole ones by checksum
  std::uint64_t committed = 0;  // of these, up to the last commit
  bool torn =
      false;  // a frame of this generation follows whose bytes do not fit, or the file ends inside one
  std::uint64_t torn_at = 0;  // byte offset of that frame
};

WalSummary check_wal(ByteSource& wal);

// The running checksum of a log: two words over pairs of 32-bit words, in the byte order that its magic
// names.
struct WalChecksum {
  bool big_endian = false;
  std::uint32_t s0 = 0;
  std::uint32_t s1 = 0;
  void add(Bytes bytes);
};

// Page size in the header of a database: 512 to 65536, or 0 where it has none.
std::uint32_t database_page_size(ByteSource& database);

// True for a rollback journal that SQLite would roll back: its header is in place.
bool is_hot_journal(ByteSource& journal);

}  // namespace ulika
