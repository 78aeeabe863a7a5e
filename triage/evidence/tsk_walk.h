// Lists one file system through libtsk: names, times, run lists, slack, free blocks, seams.
#pragma once

#include <functional>
#include <string>

#include "triage/evidence/evidence.h"
#include "triage/evidence/volumes.h"

namespace ulika {

// Lists what stands on a volume, below the top folder `top` ("vol1"). `volume.file_system` must not be null.
// `image_size` in bytes bounds every extent.
void walk_file_system(const Volume& volume, const std::string& top, std::uint64_t image_size,
                      const WalkSink& sink);

// The content of one attribute, read by the file system driver (compressed NTFS and HFS+ data). The file
// system must outlive the source.
Result<std::unique_ptr<ByteSource>> open_tsk_attribute(TSK_FS_INFO& file_system, const FileEntry& entry);

}  // namespace ulika
