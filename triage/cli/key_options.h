// The options --key and --password, which every command that opens evidence has.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/model/key_ring.h"

namespace CLI {
class App;
}

namespace ulika {

struct KeyOptions {
  std::vector<std::string> keys;  // "APP=VALUE" or "APP=FILE"
  std::vector<std::string> passwords;
};

void add_key_options(CLI::App& command, KeyOptions& options);

// Reads the files that were named. A value that names no readable file is the key itself.
Result<KeyRing> read_keys(const KeyOptions& options);

// The command line with keys and passwords blacked out, for the audit.
std::vector<std::string> without_secrets(std::vector<std::string> words);

}  // namespace ulika
