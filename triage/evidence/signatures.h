// What a thing seems to be by its first bytes, for what this version does not read: the reason it gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"

namespace ulika {

// A name such as "a QEMU disk (qcow2)" for container formats whose sectors are not the file's bytes; nothing
// otherwise. `tail` looks at the last bytes too (fixed VHD keeps raw sectors and a footer, and is read as
// raw: not named here).
std::optional<std::string_view> foreign_disk_format(ByteSource& file);

// A name such as "LUKS encryption" for a volume without a file system that libtsk knows; nothing when
// unknown.
struct VolumeKind {
  std::string_view name;
  bool encrypted = false;
};
std::optional<VolumeKind> foreign_volume_kind(ByteSource& sectors, std::uint64_t offset);

// "gzip", "xz", "bzip2", "zstd" …; nothing otherwise.
std::optional<std::string_view> compressed_stream_format(Bytes head);

// POSIX and GNU tar by "ustar" at 257, older ones by the checksum of their first header. Wants 512 bytes.
bool looks_like_tar(Bytes head);

}  // namespace ulika
