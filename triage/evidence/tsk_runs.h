// From libtsk's run lists to extents of the image.
#pragma once

#include <cstdint>
#include <vector>

#include "triage/model/file_entry.h"

struct TSK_FS_INFO;
struct TSK_FS_ATTR;

namespace ulika {

// Fills kind, size, content, slack and first_offset of `entry` from an attribute. Run lists become extents
// (sparse runs and what lies behind the initialised size become holes), resident data is taken inline, and
// what the driver must unpack becomes content of kind file_system. False when the runs leave the image or
// miss a part of the content; then the extents hold what can be reached, in order, up to the first part that
// cannot.
bool take_content(const TSK_FS_INFO& fs, const TSK_FS_ATTR& attribute, std::uint32_t volume,
                  std::uint64_t meta, std::uint64_t image_size, FileEntry& entry);

// Where the stored blocks of an attribute lie, whatever they hold.
void append_runs(const TSK_FS_INFO& fs, const TSK_FS_ATTR& attribute, std::uint64_t image_size,
                 std::vector<Extent>& to);

}  // namespace ulika
