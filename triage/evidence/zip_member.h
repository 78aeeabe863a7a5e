// The unpacked bytes of one zip member, readable at any place.
#pragma once

#include <functional>
#include <memory>

#include "triage/base/byte_source.h"
#include "triage/model/file_entry.h"
#include "triage/model/ledger.h"

namespace ulika {

// Called at most once a source, when the member turns out not to be what its header says.
using ProblemSink = std::function<void(Problem&&)>;

// `file` is the zip file and must outlive the source, and so must what `sink` refers to. The stored checksum
// is checked when the member has been read from its start to its end; a mismatch is told to `sink`.
Result<std::unique_ptr<ByteSource>> open_zip_member(ByteSource& file, const FileEntry& entry,
                                                    ProblemSink sink);

}  // namespace ulika
