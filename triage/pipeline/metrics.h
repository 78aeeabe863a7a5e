// Metrics: the figures of a run, written to metrics.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "triage/pipeline/supervisor.h"

namespace ulika {

struct RunFigures {
  unsigned jobs = 0;
  double wall_s = 0;
  double prepare_s = 0;    // opening evidence, compiling rules
  double correlate_s = 0;  // leads, links, drops and persons over the finished items
  std::int64_t files = 0, bytes = 0, records = 0, hits = 0;
  SupervisorOutcome supervisor;
  std::vector<std::pair<std::string, std::string>> versions;  // "sqlite" → "3.40.1", …
};

// Replaces the file as a whole. Throws std::runtime_error when it cannot be written.
void write_metrics(const std::filesystem::path& file, const RunFigures& figures);

// The libraries that the program is linked to, with their versions, sorted by name.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace ulika
