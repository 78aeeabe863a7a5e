// Case check: whether a case is still what the program left: audit chain, databases, records, report.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

// What is wrong with the case, one sentence each, in a fixed order; empty when it is sound. Fails only when
// the folder is no case of this program. Nothing is written.
Result<std::vector<std::string>> check_case(const std::filesystem::path& dir);

// The part of it that checks a report folder against its manifest.json ({"files":[{"path":…,"sha256":…}]});
// nothing to say about a folder without one.
std::vector<std::string> check_report(const std::filesystem::path& report_dir);

}  // namespace ulika
