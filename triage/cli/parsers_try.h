// `ulika parsers try`: what a definition makes of the files in evidence.
#pragma once

#include <cstddef>
#include <filesystem>

#include "triage/cli/key_options.h"

namespace ulika {

struct TryOptions {
  std::filesystem::path definition;
  std::filesystem::path evidence;
  std::size_t rows = 3;
  KeyOptions keys;
};

// Prints, for each file that the definition claims: by what, which queries ran in which variant, what is
// missing, the first records, and times out of range. Returns an exit status of the contract.
int try_definition(const TryOptions& options);

}  // namespace ulika
