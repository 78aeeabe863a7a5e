// CompareCases: what the devices of one case share with those of others. Every case is only read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "triage/case/case_reader.h"
#include "triage/leads/links.h"

namespace ulika {

// A case by the name that its links bear.
struct ComparedCase {
  std::string name;
  const CaseReader* reader = nullptr;
};

struct CaseComparison {
  std::vector<std::string> sources;  // "CASE/evidence name" of each device, by the numbers in `links`
  std::vector<Link> links;           // between devices of two cases or more, the strongest first
  std::uint64_t left_out = 0;        // links beyond the limits of memory
};

// Selectors and pictures of equal content; near-equal texts, looks and places are compared within a case
// only. Temporary files are made in `scratch_dir`. Throws std::runtime_error where they cannot be written.
CaseComparison compare_cases(const std::vector<ComparedCase>& cases,
                             const std::filesystem::path& scratch_dir);

}  // namespace ulika
