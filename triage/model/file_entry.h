// FileEntry: one file, directory or area of an evidence item, with how to read its bytes again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/base/time.h"

namespace ulika {

enum class EntryKind : std::uint8_t {
  file,  // bytes with a name: files, alternate data streams, members of containers
  directory,
  link,     // symbolic link; its target is the content
  special,  // device, socket, pipe: no content
  slack,    // the bytes between a file's end and the end of its last block
  area,     // space that belongs to no file: unallocated blocks, unpartitioned sectors
  seam,     // windows over the physical ends of files, where a text may run from one file into the next
};

enum class FileState : std::uint8_t { allocated, deleted, orphan, carved, unallocated };

// Names of the contract: "allocated", "deleted", …
std::string_view file_state_name(FileState state);
std::string_view entry_kind_name(EntryKind kind);

// A piece of content that lies in one piece in the image. offset -1: zeros that are stored nowhere (a sparse
// hole).
struct Extent {
  std::int64_t offset = 0;
  std::uint64_t length = 0;
  bool operator==(const Extent&) const = default;
};

// How the bytes of an entry are reached within its evidence item. Plain data: it crosses process borders and
// is kept in the evidence database, so that a resumed run need not list again.
struct ContentRef {
  enum class Kind : std::uint8_t {
    none,         // no content
    extents,      // pieces of the image (or of the container file), in content order
    inline_data,  // the bytes themselves (resident NTFS attributes, link targets)
    file_system,  // read by the file system driver: compressed, encrypted or otherwise not plain extents
    member,       // member of the container that is the evidence item: a zip entry
    host_file,    // a file of an evidence folder, by its path below it
    stream,  // only by reading a container from its start (tar.gz): examined together with that container
  };
  Kind kind = Kind::none;
  std::vector<Extent> extents;
  std::string inline_data;   // bytes of inline_data, or the raw (undecoded) relative path of host_file
  std::uint32_t volume = 0;  // index of the volume, from 0 (file_system)
  std::uint64_t meta = 0;    // metadata address (file_system) or offset of the local header (member)
  std::uint32_t attr_type = 0;
  std::uint32_t attr_id = 0;
  std::uint64_t packed_size = 0;  // stored size of a member
  std::uint32_t method = 0;       // compression method of a member (zip's numbers)
  std::uint32_t crc32 = 0;        // stored checksum of a member; checked when read, if `has_crc`
  bool has_crc = false;
  // How the bytes are decrypted, by the examiner's password: wrapped keys of an encrypted backup (the
  // evidence's own business; never a key that opens anything by itself). Empty for what is plain.
  std::string cipher;
  bool operator==(const ContentRef&) const = default;
};

struct FileTimes {
  std::optional<TimeMs> modified, accessed, changed, created;
  bool zone_known = true;  // false on FAT and zip without extra fields: local time of an unknown zone
  bool operator==(const FileTimes&) const = default;
};

struct FileEntry {
  std::string path;  // evidence path (CONTRACT.md), unique within its item
  EntryKind kind = EntryKind::file;
  FileState state = FileState::allocated;
  std::uint64_t size = 0;
  FileTimes times;
  // Where the content begins in the image or container; -1 where that has no meaning. Entries are examined in
  // this order.
  std::int64_t first_offset = -1;
  // Bytes after `size` in the last block, readable through `slack`; scanned together with the content.
  std::vector<Extent> slack;
  ContentRef content;
};

// Compact binary form of `content` and `slack`, for databases and pipes. The reader refuses damaged bytes.
std::string encode_content(const FileEntry& entry);
Result<void> decode_content(std::string_view bytes, FileEntry& entry);

}  // namespace ulika
