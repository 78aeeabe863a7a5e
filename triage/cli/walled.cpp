#include "triage/cli/walled.h"

#include "triage/base/crypto.h"
#include "triage/pipeline/probe.h"
#include "triage/pipeline/sandbox.h"

namespace ulika {

Result<std::unique_ptr<Evidence>> open_walled_in(const std::filesystem::path& path, const KeyRing& keys) {
  prepare_crypto();  // OpenSSL opens files of its own, which the wall forbids
  SandboxOptions options;
  options.readable = readable_for(path);
  options.memory_bytes = 2ULL << 30;
  options.writes_output = true;
  enter_sandbox(options);
  return open_evidence(path, keys);
}

}  // namespace ulika
