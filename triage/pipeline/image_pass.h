// ImagePass: digests of a whole image, reading and hashing side by side in two processes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "triage/base/digest.h"
#include "triage/base/result.h"
#include "triage/model/ledger.h"
#include "triage/model/source_info.h"

namespace ulika {

struct ImagePassResult {
  SourceInfo source;
  Digests digests;
  std::uint64_t bytes = 0;
  std::vector<Problem> problems;  // damaged ranges; they were hashed as zeros
};

// Reads the image at `path` from front to back in a walled-in process and hashes it in this one. `progress`
// gets bytes done and in all. What has no sectors (folder, archive) is ErrorKind::unsupported.
Result<ImagePassResult> digest_image(const std::filesystem::path& path,
                                     const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace ulika
