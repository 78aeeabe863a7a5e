// Probe: learns what an evidence item is behind the same wall that workers have.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/model/key_ring.h"
#include "triage/model/source_info.h"

namespace ulika {

// Opens `path` in a walled-in process of its own, which ends with it, and returns what it says. `seconds`:
// patience.
Result<SourceInfo> probe_evidence(const std::filesystem::path& path, const KeyRing& keys = {},
                                  unsigned seconds = 120);

// The host files and folders that reading the evidence at `path` may open, before more is known: itself and,
// for a file, its folder (further segments lie there).
std::vector<std::string> readable_for(const std::filesystem::path& path);

}  // namespace ulika
