// The wall around a worker: no sockets, no programs, no new files but read-only evidence, limits of memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

enum class Protection : std::uint32_t {
  seccomp = 1,   // only the system calls that reading needs
  landlock = 2,  // only the evidence's files can be opened
  memory = 4,    // limit of private memory
};

struct SandboxOptions {
  std::vector<std::string> readable;  // files and folders that may be opened for reading
  std::uint64_t memory_bytes = 0;     // private memory over what the process has already; 0: no limit
  int keep_fd = -1;                   // besides the standard ones, the descriptor that stays open
  bool writes_output = false;         // standard output may be a file that grows
};

// Walls in the calling process for good and returns the bits of Protection that hold. What the kernel does
// not offer is left out: the caller records it.
std::uint32_t enter_sandbox(const SandboxOptions& options);

// "seccomp, landlock, memory limit"; "none" for 0.
std::string describe_protections(std::uint32_t bits);

}  // namespace ulika
