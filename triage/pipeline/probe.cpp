#include "triage/pipeline/probe.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "triage/base/crypto.h"
#include "triage/evidence/evidence.h"
#include "triage/pipeline/sandbox.h"
#include "triage/pipeline/shared_state.h"
#include "triage/pipeline/wire.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMemory = 1ULL << 30;

// One byte says how it went: 'y' and the facts, or the kind of error as a digit and its sentence.
[[noreturn]] void probe_child(const std::filesystem::path& path, const KeyRing& keys, int fd) {
  SandboxOptions options;
  options.readable = readable_for(path);
  options.memory_bytes = kMemory;
  options.keep_fd = fd;
  enter_sandbox(options);
  std::string answer;
  try {
    auto evidence = open_evidence(path, keys);
    if (evidence) {
      answer = "y" + encode_source((*evidence)->info());
    } else {
      answer = std::string(1, static_cast<char>('0' + static_cast<int>(evidence.error().kind))) +
               evidence.error().message;
    }
  } catch (const std::bad_alloc&) {
    answer = std::string(1, static_cast<char>('0' + static_cast<int>(ErrorKind::limit))) +
             "opening it needs too much memory";
  }
  std::string_view rest = answer;
  while (!rest.empty()) {
    const ssize_t n = write(fd, rest.data(), rest.size());
    if (n < 0 && errno != EINTR) _exit(1);
    if (n > 0) rest.remove_prefix(static_cast<std::size_t>(n));
  }
  _exit(0);
}

}  // namespace

std::vector<std::string> readable_for(const std::filesystem::path& path) {
  std::error_code none;
  std::vector<std::string> readable{path.string()};
  if (!std::filesystem::is_directory(path, none)) {
    const auto parent = path.parent_path();
    readable.push_back(parent.empty() ? "." : parent.string());
  }
  return readable;
}

Result<SourceInfo> probe_evidence(const std::filesystem::path& path, const KeyRing& keys, unsigned seconds) {
  prepare_crypto();  // before the wall, behind which OpenSSL could not read its configuration
  int ends[2];
  if (pipe(ends) != 0)
    return fail(ErrorKind::io, fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  const pid_t child = fork();
  if (child < 0) return fail(ErrorKind::io, fmt::format("cannot start a process: {}", std::strerror(errno)));
  if (child == 0) {
    close(ends[0]);
    probe_child(path, keys, ends[1]);
  }
  close(ends[1]);
  std::string answer;
  const std::uint64_t deadline = monotonic_ns() + seconds * 1'000'000'000ULL;
  bool late = false;
  for (char buffer[1U << 16];;) {
    pollfd wait{ends[0], POLLIN, 0};
    const int ready = poll(&wait, 1, 200);
    if (ready > 0) {
      const ssize_t n = read(ends[0], buffer, sizeof buffer);
      if (n == 0 || (n < 0 && errno != EINTR)) break;
      if (n > 0) answer.append(buffer, static_cast<std::size_t>(n));
    }
    if (monotonic_ns() > deadline) {
      late = true;
      kill(child, SIGKILL);
      break;
    }
  }
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (late)
    return fail(ErrorKind::limit,
                fmt::format("{}: opening it took longer than {} s", path.string(), seconds));
  if (WIFSIGNALED(status) || answer.empty()) {
    return fail(ErrorKind::damaged, fmt::format("{}: the process that opened it ended with signal {}",
                                                path.string(), WTERMSIG(status)));
  }
  const std::string_view rest = std::string_view(answer).substr(1);
  if (answer.front() == 'y') return decode_source(rest);
  return fail(static_cast<ErrorKind>(answer.front() - '0'), std::string(rest));
}

}  // namespace ulika
