// SourceInfo: what is known about an evidence item before its files are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "triage/base/time.h"

namespace ulika {

struct VolumeInfo {
  std::uint32_t index = 0;  // 0 for the first: top folder "vol1"
  std::string description;  // of the partition table entry, or "whole image"
  std::string file_system;  // "ntfs", "ext4", "fat16", …; empty where none is recognised
  std::string label;
  std::uint64_t offset = 0;      // bytes
  std::uint64_t length = 0;      // bytes
  std::uint32_t block_size = 0;  // bytes; 0 without file system
  std::string note;              // why it is not read, where it is not
};

struct SourceInfo {
  std::string name;                // evidence name in the case
  std::string kind;                // "raw", "split raw", "e01", "zip", "tar", "tar.gz", "folder", …
  std::vector<std::string> files;  // the host files or the folder it is made of, in order
  std::uint64_t size = 0;          // bytes of media (images), of the file (containers), 0 for folders
  std::uint32_t sector_size = 512;
  std::string partition_table;  // "dos", "gpt", "none", …
  std::vector<VolumeInfo> volumes;
  std::optional<std::string> stored_md5, stored_sha1;  // lower-case hexadecimal
  std::optional<TimeMs> acquired_at;
  bool acquired_zone_known = true;
  // Acquisition data in the order of the format: ("case_number", "…"), ("examiner", "…"), ("notes", "…"), …
  std::vector<std::pair<std::string, std::string>> acquisition;
  bool is_image = false;  // has sectors, so `verify` and unallocated space mean something
};

}  // namespace ulika
