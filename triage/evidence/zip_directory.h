// The central directory of a zip file (PKWARE APPNOTE 6.3.10): its members with safe paths, without
// unpacking.
#pragma once

#include <string>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"
#include "triage/model/file_entry.h"
#include "triage/model/ledger.h"

namespace ulika {

struct ZipDirectory {
  // In the order of the directory. Content is of kind member, or none with a problem where it cannot be read
  // (encrypted, unknown method, split archive).
  std::vector<FileEntry> entries;
  std::vector<Problem> problems;
};

// True when the bytes begin like a zip file (a member, an empty archive, or a spanning marker before a
// member).
bool looks_like_zip(Bytes head);

// Reads the directory of `file`; when it is gone (truncated file), the members' own headers are followed from
// the start as far as they lead. At most `max_members` are listed, the rest is a problem. Paths are unique.
Result<ZipDirectory> read_zip_directory(ByteSource& file, std::uint64_t max_members);

}  // namespace ulika
