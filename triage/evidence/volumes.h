// The partitions of a disk image and what stands on them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "triage/evidence/tsk_image.h"
#include "triage/model/file_entry.h"
#include "triage/model/source_info.h"

namespace ulika {

struct Volume {
  VolumeInfo info;
  TskFs file_system;  // null where none is recognised
};

struct VolumeTable {
  std::string partition_table;  // "dos", "gpt", …, "none"
  std::vector<Volume> volumes;  // in order of their start
  std::vector<Extent> gaps;     // sectors in no volume, in order
};

// Finds the volumes and opens their file systems. A file system without a partition table is one volume; so
// is an image in which nothing is recognised, with a note.
VolumeTable find_volumes(ByteSource& sectors, const TskImage& image);

}  // namespace ulika
