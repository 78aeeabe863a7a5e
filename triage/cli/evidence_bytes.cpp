#include "triage/cli/evidence_bytes.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <vector>

extern char** environ;

namespace ulika {
namespace {

constexpr std::chrono::seconds kPatience(20);

// A pipe end that closes itself.
struct End {
  int fd = -1;
  ~End() {
    if (fd >= 0) ::close(fd);
  }
};

Result<pid_t> start_cat(const std::string& evidence, const std::string& path, int output) {
  std::vector<std::string> words = {"ulika", "cat", "--", evidence, path};
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = -1;
  const int error = ::posix_spawn(&child, "/proc/self/exe", &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    return fail(ErrorKind::io, std::string("the reader could not be started: ") + std::strerror(error));
  return child;
}

}  // namespace

Result<std::string> evidence_bytes(const std::string& evidence, const std::string& path, std::uint64_t offset,
                                   std::uint64_t length) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(ErrorKind::io, "no pipe");
  End reads{ends[0]};
  auto child = [&] {
    const End writes{ends[1]};
    return start_cat(evidence, path, writes.fd);
  }();
  if (!child) return tl::unexpected(child.error());
  const auto until = std::chrono::steady_clock::now() + kPatience;
  std::string out;
  std::uint64_t at = 0;
  bool ended = false, late = false;
  std::vector<char> piece(std::size_t{1} << 16);
  while (!ended && !late && out.size() < length) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd wait{reads.fd, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) == 0) {
      late = true;
      break;
    }
    const ssize_t got = ::read(reads.fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    ended = got <= 0;
    if (ended) break;
    const auto n = static_cast<std::uint64_t>(got);
    if (at + n > offset) {
      const std::uint64_t from = offset > at ? offset - at : 0;
      const std::uint64_t take = std::min(n - from, length - out.size());
      out.append(piece.data() + from, static_cast<std::size_t>(take));
    }
    at += n;
  }
  if (!ended) ::kill(*child, SIGKILL);
  int status = 0;
  ::waitpid(*child, &status, 0);
  if (late) return fail(ErrorKind::limit, "reading took too long");
  if (ended && !(WIFEXITED(status) && WEXITSTATUS(status) == 0) && out.empty()) {
    return fail(
        ErrorKind::not_found,
        "the file could not be read; it may be encrypted, or the evidence is no longer where it was: " +
            evidence);
  }
  return out;
}

}  // namespace ulika
