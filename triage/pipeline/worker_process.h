// WorkerProcess: the supervisor's end of one worker: its process, its socket, what was given to it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "triage/pipeline/wire.h"
#include "triage/pipeline/worker.h"

namespace ulika {

// A command that a worker has and has not finished.
struct Assignment {
  FrameKind kind = FrameKind::examine;
  std::uint32_t item = 0;      // evidence item
  std::vector<WorkItem> work;  // of an examine command: what is not yet answered
};

class WorkerProcess {
 public:
  // Forks. Throws std::system_error when the system refuses.
  WorkerProcess(const WorkerSetup& setup, WorkerSlot& slot, ContentClaims& claims);
  ~WorkerProcess();  // kills the process if it still runs
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  int fd() const { return fd_; }
  pid_t pid() const { return pid_; }
  WorkerSlot& slot() { return slot_; }
  bool wants_to_write() const { return !out_.empty(); }

  void give(Assignment&& assignment);
  std::deque<Assignment>& assignments() { return assignments_; }

  // Moves bytes without blocking. read_some() is false once the worker is gone.
  void write_some();
  bool read_some();
  std::optional<Frame> next_frame() { return reader_.next(); }
  bool garbled() const { return reader_.broken(); }

  void kill();
  // Waits for the end and says it in words: "ended with signal 11 (Segmentation fault)".
  std::string bury();

 private:
  WorkerSlot& slot_;
  pid_t pid_ = -1;
  int fd_ = -1;
  std::string out_;
  FrameReader reader_;
  std::deque<Assignment> assignments_;
};

}  // namespace ulika
