// Bytes of a file inside evidence, read by a program of its own behind the wall, so that whoever asks (the
// workbench) never touches evidence.
#pragma once

#include <cstdint>
#include <string>

#include "triage/base/result.h"

namespace ulika {

// Bytes [offset, offset + length) of `path` in the evidence, fewer at its end. Runs `ulika cat` and ends it
// as soon as it has them, or after twenty seconds.
Result<std::string> evidence_bytes(const std::string& evidence, const std::string& path, std::uint64_t offset,
                                   std::uint64_t length);

}  // namespace ulika
