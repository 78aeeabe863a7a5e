// TriageRun: the main job from evidence to a finished case, as one call.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/pipeline/picture_findings.h"
#include "triage/pipeline/progress.h"
#include "triage/pipeline/supervisor.h"

namespace ulika {

struct EvidenceArgument {
  std::filesystem::path path;
  std::string name;  // wanted name in the case; empty: from the path
};

struct TriageOptions {
  std::vector<EvidenceArgument> evidence;
  std::filesystem::path case_dir;
  unsigned jobs = 0;  // 0: one for each processor
  bool verify = false;
  std::vector<std::filesystem::path> hash_sets;
  bool scan_known = false;  // files that a hash set knows are searched and parsed as well
  std::vector<std::filesystem::path> lexicons;
  std::optional<std::filesystem::path> parsers_dir;
  std::string timezone;  // IANA name for clocks without a zone; empty: unknown stays unknown
  std::uint64_t memory_bytes = 768ULL << 20;  // private memory of one worker
  std::uint64_t file_seconds = 120;           // allowance for a file before its length counts
  PictureOptions pictures;
  KeyRing keys;
  std::vector<std::string> command;  // as typed but for secrets, for the audit
  const std::atomic<bool>* interrupted = nullptr;
};

struct TriageOutcome {
  bool interrupted = false;
  bool losses = false;               // something could not be read: exit status 3
  std::vector<std::string> refused;  // evidence that could not be opened: one sentence each
  // What concerns a whole item: damaged ranges, stored hashes that differ.
  std::vector<std::string> troubles;
  std::int64_t files = 0, bytes = 0, records = 0, hits = 0;
  double seconds = 0;
};

// Runs or goes on with a run. Errors are those that stop the whole of it; what stops one item is in the
// outcome and in the case's audit. Throws DatabaseError when the case cannot be written (full disk): what was
// written before stays.
Result<TriageOutcome> run_triage(const TriageOptions& options, Progress& progress);

}  // namespace ulika
