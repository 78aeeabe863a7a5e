// EvidenceVfs: lets SQLite read a suspect's database, with its WAL or journal, without touching a byte of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "triage/base/byte_source.h"

namespace ulika {

// A read-only copy-on-write file system of named ByteSources, registered with SQLite while it lives. Whatever
// SQLite writes (a WAL made readable, a hot journal rolled back, temporary files) goes to pages in memory. It
// has no shared memory (io methods of version 1), so a connection must set `PRAGMA locking_mode=EXCLUSIVE`
// before its first read.
class EvidenceVfs {
 public:
  EvidenceVfs();
  ~EvidenceVfs();
  EvidenceVfs(const EvidenceVfs&) = delete;
  EvidenceVfs& operator=(const EvidenceVfs&) = delete;

  // Makes `source` (which must outlive this object) readable as `name`. SQLite finds companions by name: "x",
  // "x-wal", "x-journal".
  void add(const std::string& name, ByteSource* source);

  // The name for sqlite3_open_v2.
  const char* name() const;

  // Bytes of overlay pages in memory. At most kOverlayLimit; SQLite then gets SQLITE_FULL.
  std::uint64_t overlay_bytes() const;

  static constexpr std::uint64_t kOverlayLimit = 256ULL << 20;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace ulika
