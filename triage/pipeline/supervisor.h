// Supervisor: fills the machine with workers, hands out what there is to do, writes what comes back, replaces
// the dead.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "triage/pipeline/item_run.h"
#include "triage/pipeline/progress.h"
#include "triage/pipeline/shared_state.h"
#include "triage/pipeline/worker.h"
#include "triage/pipeline/worker_process.h"

namespace ulika {

struct SupervisorOptions {
  unsigned jobs = 1;
  // Set from a signal handler to end the run early; what is done stays done.
  const std::atomic<bool>* interrupted = nullptr;
};

struct SupervisorOutcome {
  bool interrupted = false;
  unsigned workers_lost = 0;
  std::uint32_t protections = 0;  // bits that held in every worker
  std::uint64_t stage_ns[kStages] = {};
  std::uint64_t stage_bytes[kStages] = {};
  std::uint64_t write_ns = 0;    // in the database
  std::uint64_t finish_ns = 0;   // ending the items
  std::int64_t peak_memory = 0;  // bytes, largest sum of anonymous memory seen over all processes
  double first_hit_s = -1;       // seconds until the first record or hit was written; -1: none
};

class Supervisor {
 public:
  // `setup` describes the items in the order of `items`; both must outlive the supervisor. `claims` is the
  // table that the items were made with.
  Supervisor(const WorkerSetup& setup, std::vector<std::unique_ptr<ItemRun>>& items, ContentClaims& claims,
             Progress& progress, SupervisorOptions options);
  ~Supervisor();

  // Runs until every item is finished or the run is interrupted. Throws DatabaseError (full disk) and
  // std::system_error; the databases then hold what was written before.
  SupervisorOutcome run();

 private:
  void give_work();
  bool wait_for_workers();
  void serve(WorkerProcess& worker);
  void obey(WorkerProcess& worker, Frame&& frame);
  void replace(std::size_t index, LedgerState state, const std::string& reason);
  void kill_hung();
  void write_results(bool all);
  void finish_items();
  void report();
  void sample_memory();
  bool all_finished() const;
  bool makes_image_passes() const { return exchange_ != nullptr; }

  WorkerSetup setup_;
  std::vector<std::unique_ptr<ItemRun>>& items_;
  ContentClaims& claims_;
  Progress& progress_;
  SupervisorOptions options_;
  Shared<WorkerSlot> slots_;  // of the examiners, then of the image pass
  std::unique_ptr<Shared<ChunkExchange>> exchange_;
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  SupervisorOutcome outcome_;
  std::uint64_t started_ns_ = 0;
  std::uint64_t last_write_ns_ = 0;
  std::uint64_t last_sample_ns_ = 0;
  std::int64_t records_ = 0;
  std::int64_t hits_ = 0;
};

}  // namespace ulika
