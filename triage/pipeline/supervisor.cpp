#include "triage/pipeline/supervisor.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace ulika {
namespace {

constexpr int kTickMs = 100;
constexpr std::uint64_t kWriteEveryNs = 500'000'000;
constexpr std::uint64_t kSampleEveryNs = 250'000'000;
constexpr std::size_t kWriteAt = 2000;  // results
// A worker has one command in hand and one waiting, so that it never idles while the supervisor writes.
constexpr std::size_t kQueueDepth = 2;

// Anonymous resident memory of a process, in bytes (RssAnon of proc(5)).
std::int64_t anonymous_memory(const std::string& process) {
  std::ifstream status("/proc/" + process + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("RssAnon:")) return std::strtoll(line.c_str() + 8, nullptr, 10) * 1024;
  }
  return 0;
}

}  // namespace

Supervisor::Supervisor(const WorkerSetup& setup, std::vector<std::unique_ptr<ItemRun>>& items,
                       ContentClaims& claims, Progress& progress, SupervisorOptions options)
    : setup_(setup),
      items_(items),
      claims_(claims),
      progress_(progress),
      options_(options),
      slots_(std::max(1U, options.jobs) + 1) {
  const bool passes =
      std::any_of(items_.begin(), items_.end(), [](const auto& i) { return i->wants_image_pass(); });
  if (!passes) return;
  exchange_ = std::make_unique<Shared<ChunkExchange>>();
  setup_.exchange = &**exchange_;
  setup_.slots = {&slots_[0], std::max(1U, options.jobs)};
}

Supervisor::~Supervisor() = default;

bool Supervisor::all_finished() const {
  return std::all_of(items_.begin(), items_.end(), [](const auto& item) { return item->finished(); });
}

SupervisorOutcome Supervisor::run() {
  started_ns_ = last_write_ns_ = monotonic_ns();
  outcome_.protections = ~0U;
  if (!all_finished()) {
    for (unsigned i = 0; i < std::max(1U, options_.jobs) + (makes_image_passes() ? 1 : 0); ++i) {
      workers_.push_back(std::make_unique<WorkerProcess>(setup_, slots_[i], claims_));
    }
  }
  while (!all_finished()) {
    if (options_.interrupted != nullptr && options_.interrupted->load()) {
      outcome_.interrupted = true;
      break;
    }
    give_work();
    wait_for_workers();
    kill_hung();
    write_results(false);
    finish_items();
    report();
  }
  write_results(true);
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    outcome_.protections &= slots_[i].protections.load();
    for (std::size_t s = 0; s < kStages; ++s) {
      outcome_.stage_ns[s] = outcome_.stage_ns[s] + slots_[i].stage_ns[s].load();
      outcome_.stage_bytes[s] = outcome_.stage_bytes[s] + slots_[i].stage_bytes[s].load();
    }
  }
  if (workers_.empty()) outcome_.protections = 0;
  workers_.clear();
  return outcome_;
}

void Supervisor::give_work() {
  for (std::size_t depth = 0; depth < kQueueDepth; ++depth) {
    for (auto& worker : workers_) {
      if (worker->assignments().size() > depth) continue;
      const bool passes = makes_image_passes() && &worker == &workers_.back();
      // A listing or an image pass takes long: nothing else waits behind it.
      const bool busy = std::any_of(worker->assignments().begin(), worker->assignments().end(),
                                    [](const Assignment& a) { return a.kind != FrameKind::examine; });
      if (busy) continue;
      for (auto& item : items_) {
        if (auto assignment = passes ? item->next_image_pass() : item->next()) {
          worker->give(std::move(*assignment));
          break;
        }
      }
    }
  }
}

bool Supervisor::wait_for_workers() {
  std::vector<pollfd> fds;
  for (auto& worker : workers_) {
    fds.push_back({worker->fd(), static_cast<short>(POLLIN | (worker->wants_to_write() ? POLLOUT : 0)), 0});
  }
  if (poll(fds.data(), fds.size(), kTickMs) <= 0) return false;
  for (std::size_t i = 0; i < fds.size(); ++i) {
    if ((fds[i].revents & POLLOUT) != 0) workers_[i]->write_some();
    if ((fds[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    const bool alive = workers_[i]->read_some();
    serve(*workers_[i]);
    if (!alive || workers_[i]->garbled()) {
      workers_[i]->kill();
      replace(i, LedgerState::failed, "the worker that examined it ");
    }
  }
  return true;
}

void Supervisor::serve(WorkerProcess& worker) {
  while (auto frame = worker.next_frame()) obey(worker, std::move(*frame));
}

void Supervisor::obey(WorkerProcess& worker, Frame&& frame) {
  auto& assignments = worker.assignments();
  if (assignments.empty()) return;
  Assignment& current = assignments.front();
  ItemRun& item = *items_[current.item];
  switch (frame.kind) {
    case FrameKind::entries:
      if (auto entries = decode_entries(frame.payload)) item.take_entries(std::move(*entries));
      break;
    case FrameKind::problems:
      if (auto problems = decode_problems(frame.payload)) item.take_problems(*problems);
      break;
    case FrameKind::digests:
      if (auto digests = decode_digests(frame.payload)) item.take_digests(*digests);
      break;
    case FrameKind::result: {
      auto result = decode_result(frame.payload);
      if (!result) break;
      records_ += static_cast<std::int64_t>(result->records.size());
      hits_ += static_cast<std::int64_t>(result->hits.size());
      if (result->file_id != 0) {
        const auto done = std::find_if(current.work.begin(), current.work.end(),
                                       [&](const WorkItem& w) { return w.id == result->file_id; });
        if (done == current.work.end()) break;
        result->entry = std::move(done->entry);
        current.work.erase(done);
      }
      item.take_result(std::move(*result));
      break;
    }
    case FrameKind::broken:
      item.give_up(frame.payload);
      break;
    case FrameKind::done:
      item.command_done(current);
      assignments.pop_front();
      break;
    default:
      break;
  }
}

void Supervisor::replace(std::size_t index, LedgerState state, const std::string& reason) {
  WorkerProcess& worker = *workers_[index];
  const std::string end = worker.bury();
  const std::int64_t culprit = worker.slot().file_id.load();
  const std::string member = worker.slot().member_path();
  const std::string why = state == LedgerState::timed_out ? reason : reason + end;
  ++outcome_.workers_lost;
  bool first = true;
  for (Assignment& assignment : worker.assignments()) {
    ItemRun& item = *items_[assignment.item];
    // Only the command in hand has a culprit; what waited behind it was never touched.
    const std::int64_t guilty = first ? culprit : -1;
    item.worker_died(std::move(assignment), guilty, first ? member : std::string(), state, why);
    first = false;
  }
  workers_[index].reset();
  workers_[index] = std::make_unique<WorkerProcess>(setup_, slots_[index], claims_);
}

void Supervisor::kill_hung() {
  const std::uint64_t now = monotonic_ns();
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    const std::uint64_t deadline = slots_[i].deadline_ns.load();
    if (deadline == 0 || now < deadline) continue;
    workers_[i]->kill();
    workers_[i]->read_some();
    serve(*workers_[i]);
    replace(i, LedgerState::timed_out, "took longer than its allowance of time");
  }
}

void Supervisor::write_results(bool all) {
  const std::uint64_t now = monotonic_ns();
  std::size_t collected = 0;
  for (auto& item : items_) collected += item->collected();
  if (collected == 0 || (!all && collected < kWriteAt && now - last_write_ns_ < kWriteEveryNs)) return;
  for (auto& item : items_) item->write_collected();
  last_write_ns_ = monotonic_ns();
  outcome_.write_ns += last_write_ns_ - now;
  if (outcome_.first_hit_s < 0 && records_ + hits_ > 0) {
    outcome_.first_hit_s = static_cast<double>(last_write_ns_ - started_ns_) / 1e9;
  }
}

void Supervisor::finish_items() {
  for (auto& item : items_) {
    if (!item->ready_to_finish()) continue;
    const std::uint64_t start = monotonic_ns();
    progress_.show({item->name(), "finishing", 0, 0, hits_, records_});
    item->finish();
    outcome_.finish_ns += monotonic_ns() - start;
  }
}

void Supervisor::report() {
  sample_memory();
  ProgressState state;
  for (auto& item : items_) {
    if (item->finished()) continue;
    if (state.item.empty()) state.item = item->name();
  }
  for (auto& item : items_) {
    state.total_bytes += static_cast<std::uint64_t>(item->total_bytes());
    state.done_bytes += static_cast<std::uint64_t>(item->done_bytes());
  }
  state.stage = state.total_bytes == 0 ? "listing" : "examining";
  state.hits = hits_;
  state.records = records_;
  progress_.show(state);
}

void Supervisor::sample_memory() {
  const std::uint64_t now = monotonic_ns();
  if (now - last_sample_ns_ < kSampleEveryNs) return;
  last_sample_ns_ = now;
  std::int64_t sum = anonymous_memory("self");
  for (auto& worker : workers_) sum += anonymous_memory(std::to_string(worker->pid()));
  outcome_.peak_memory = std::max(outcome_.peak_memory, sum);
}

}  // namespace ulika
