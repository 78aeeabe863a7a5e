// Worker: the forked, walled-in process that touches evidence: lists an item, examines batches, verifies an
// image.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "triage/pipeline/examiner.h"
#include "triage/pipeline/shared_state.h"

namespace ulika {

struct EvidencePlace {
  std::filesystem::path host_path;
  std::string name;                   // in the case
  std::vector<std::string> readable;  // host files or folders that reading it opens
};

struct WorkerSetup {
  std::vector<EvidencePlace> evidence;
  KeyRing keys;
  ExamineRules rules;
  ExamineLimits limits;
  std::uint64_t memory_bytes = 0;  // private memory of one worker; 0: no limit
  // Where an image pass leaves what it unpacked for the examiners, and the windows of all workers by which it
  // keeps near them; null and empty without such a pass.
  ChunkExchange* exchange = nullptr;
  std::span<const WorkerSlot> slots;
};

// Serves the commands that arrive on `fd` until it is closed. Never returns to the caller's code: the process
// ends.
[[noreturn]] void run_worker(const WorkerSetup& setup, int fd, WorkerSlot& slot, ContentClaims& claims);

}  // namespace ulika
