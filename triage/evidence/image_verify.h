// Reads a whole image in order and hashes it, to be held against the hashes that its acquisition stored.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "triage/base/digest.h"
#include "triage/evidence/image_source.h"

namespace ulika {

struct ImageVerification {
  Digests digests;
  std::uint64_t bytes = 0;        // of the medium
  bool stopped = false;           // `progress` asked for it; the digests then mean nothing
  std::vector<Problem> problems;  // damage met, stage "verify"
};

// Called with the bytes hashed so far, about every 4 MiB; false stops.
using VerifyProgress = std::function<bool(std::uint64_t)>;

// Opens the image anew, with handles of its own, so that it runs beside other readers; unpacks in a thread of
// its own while the caller's thread hashes. `info` is that of an opened image. Memory: about 20 MiB.
// With a `share`, what it unpacks is left for those who examine the image at the same time.
Result<ImageVerification> verify_image(const SourceInfo& info, const VerifyProgress& progress,
                                       const ChunkShare& share = {});

// The image that `info` describes, opened anew.
Result<OpenedImage> reopen_image(const SourceInfo& info);

}  // namespace ulika
