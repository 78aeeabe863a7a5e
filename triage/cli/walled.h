// Commands that look into evidence wall themselves in first, like workers do.
#pragma once

#include <filesystem>
#include <memory>

#include "triage/base/result.h"
#include "triage/evidence/evidence.h"

namespace ulika {

// Walls this process in for good (reading below the evidence, writing to standard output alone) and opens
// `path`.
Result<std::unique_ptr<Evidence>> open_walled_in(const std::filesystem::path& path, const KeyRing& keys = {});

}  // namespace ulika
