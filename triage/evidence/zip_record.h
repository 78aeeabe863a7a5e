// One header of a zip member, central or local, decoded; shared by the readers of zip files.
#pragma once

#include <cstdint>
#include <string>

#include "triage/base/bytes.h"
#include "triage/model/file_entry.h"

namespace ulika {

inline constexpr std::uint32_t kZipLocalSignature = 0x04034b50;
inline constexpr std::uint32_t kZipCentralSignature = 0x02014b50;
inline constexpr std::size_t kZipLocalSize = 30;
inline constexpr std::size_t kZipCentralSize = 46;

struct ZipRecord {
  std::uint16_t made_by = 0;  // system in the high byte
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t local_offset = 0;
  std::uint32_t external_attributes = 0;
  std::string name;  // raw bytes
  FileTimes times;
  std::string unicode_name;  // of the Info-ZIP Unicode path field, when its checksum fits the raw name
  bool aes = false;

  bool encrypted() const { return (flags & 1U) != 0 || aes; }
  bool sizes_follow() const { return (flags & 8U) != 0; }
  bool is_directory() const;
  bool is_link() const;
  // The evidence path, not yet made unique.
  std::string path() const;
  // The entry without content: path, kind, size, times.
  FileEntry entry() const;
};

// Decode a header that begins at the reader's place, with name and extra fields; false when it is none or is
// cut off.
bool read_zip_central(ByteReader& reader, ZipRecord& record);
bool read_zip_local(ByteReader& reader, ZipRecord& record);

}  // namespace ulika
