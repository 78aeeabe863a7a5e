#include "triage/pipeline/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace ulika {

WorkerProcess::WorkerProcess(const WorkerSetup& setup, WorkerSlot& slot, ContentClaims& claims)
    : slot_(slot) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot make a socket pair");
  }
  slot_.file_id.store(0);
  slot_.deadline_ns.store(0);
  slot_.enter_member("");
  pid_ = fork();
  if (pid_ < 0) {
    const int error = errno;
    close(ends[0]);
    close(ends[1]);
    throw std::system_error(error, std::generic_category(), "cannot start a worker");
  }
  if (pid_ == 0) {
    close(ends[0]);
    run_worker(setup, ends[1], slot, claims);
  }
  close(ends[1]);
  fd_ = ends[0];
  fcntl(fd_, F_SETFL, O_NONBLOCK);
}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0) {
    kill();
    bury();
  }
  if (fd_ >= 0) close(fd_);
}

void WorkerProcess::give(Assignment&& assignment) {
  Frame frame;
  frame.kind = assignment.kind;
  frame.payload = assignment.kind == FrameKind::examine ? encode_work(assignment.item, assignment.work)
                                                        : encode_index(assignment.item);
  out_ += encode_frame(frame);
  assignments_.push_back(std::move(assignment));
  write_some();
}

void WorkerProcess::write_some() {
  while (!out_.empty()) {
    const ssize_t sent = send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      if (sent < 0 && errno == EINTR) continue;
      return;  // full, or gone: reading will tell
    }
    out_.erase(0, static_cast<std::size_t>(sent));
  }
}

bool WorkerProcess::read_some() {
  char buffer[1U << 16];
  for (;;) {
    const ssize_t got = recv(fd_, buffer, sizeof buffer, 0);
    if (got > 0) {
      reader_.feed({buffer, static_cast<std::size_t>(got)});
      if (static_cast<std::size_t>(got) < sizeof buffer) return true;
      continue;
    }
    if (got == 0) return false;
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == EWOULDBLOCK;
  }
}

void WorkerProcess::kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

std::string WorkerProcess::bury() {
  int status = 0;
  if (pid_ > 0) {
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  pid_ = -1;
  if (WIFSIGNALED(status)) {
    return fmt::format("ended with signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  }
  return fmt::format("ended with status {}", WEXITSTATUS(status));
}

}  // namespace ulika
