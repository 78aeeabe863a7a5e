// ArchiveReader: libarchive over a ByteSource: tar, 7z, rar, cab and compressed streams, member after member.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "triage/base/byte_source.h"
#include "triage/model/file_entry.h"

struct archive;
struct archive_entry;

namespace ulika {

enum class ArchiveKinds {
  tar_only,  // uncompressed tar
  all,       // also compressed streams, with or without an archive inside
};

struct ArchiveMember {
  FileEntry
      entry;  // path as stored (safe, not yet unique), kind, size, times; a link's target is its content
  bool size_known = true;
  bool encrypted = false;
  bool unnamed = false;  // a compressed stream that names no member
};

class ArchiveReader {
 public:
  // `source` must outlive the reader. Fails with `damaged` when no format is recognised.
  static Result<std::unique_ptr<ArchiveReader>> open(ByteSource& source, ArchiveKinds kinds);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // The next member, nothing at the end. An error ends the archive.
  Result<std::optional<ArchiveMember>> next();
  // The next bytes of the current member, holes as zeros; 0 at its end. An error ends the member.
  Result<std::size_t> read(std::span<std::byte> out);
  // Where the stored bytes of the current member lie in the source; only for ArchiveKinds::tar_only.
  std::vector<Extent> stored_extents() const;

 private:
  struct Callbacks;
  explicit ArchiveReader(ByteSource& source) : source_(source) {}

  ByteSource& source_;
  archive* handle_ = nullptr;
  archive_entry* current_ = nullptr;
  std::uint64_t position_ = 0;
  std::vector<std::byte> buffer_;
  std::string read_failure_;
};

}  // namespace ulika
