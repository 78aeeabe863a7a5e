#include "triage/pipeline/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <map>

#include "triage/evidence/image_verify.h"
#include "triage/pipeline/sandbox.h"
#include "triage/pipeline/wire.h"

namespace ulika {
namespace {

constexpr std::size_t kEntriesPerFrame = 2000;
constexpr std::size_t kSendAt = 128U << 10;
// A listing or an image pass reports every few milliseconds that it lives; silence of this length is a hang.
constexpr std::uint64_t kSilenceSeconds = 300;

class Worker {
 public:
  Worker(const WorkerSetup& setup, int fd, WorkerSlot& slot, ContentClaims& claims)
      : setup_(setup), fd_(fd), slot_(slot), claims_(claims) {}

  void serve() {
    FrameReader reader;
    std::vector<char> buffer(1U << 18);
    for (;;) {
      const ssize_t got = recv(fd_, buffer.data(), buffer.size(), 0);
      if (got == 0) return;
      if (got < 0) {
        if (errno == EINTR) continue;
        return;
      }
      reader.feed({buffer.data(), static_cast<std::size_t>(got)});
      while (auto frame = reader.next()) obey(*frame);
      if (reader.broken()) return;
    }
  }

 private:
  struct Open {
    std::unique_ptr<Evidence> evidence;
    std::unique_ptr<Examiner> examiner;
  };

  void obey(const Frame& frame) {
    if (frame.kind == FrameKind::examine) {
      auto work = decode_work(frame.payload);
      if (!work) _exit(3);
      if (Open* open = opened(work->first)) open->examiner->examine(work->second);
    } else {
      const auto index = decode_index(frame.payload);
      if (!index) _exit(3);
      if (Open* open = opened(*index)) {
        if (frame.kind == FrameKind::walk) walk(*open->evidence);
        if (frame.kind == FrameKind::verify) verify(*index, *open->evidence);
      }
    }
    report_damage();
    slot_.deadline_ns.store(0);
    queue({FrameKind::done, {}});
    flush();
  }

  Open* opened(std::uint32_t index) {
    if (const auto it = open_.find(index); it != open_.end()) return &it->second;
    alive();
    auto evidence = open_evidence(setup_.evidence.at(index).host_path, setup_.keys);
    if (!evidence) {
      queue({FrameKind::broken, evidence.error().message});
      return nullptr;
    }
    Open& open = open_[index];
    open.evidence = std::move(*evidence);
    open.evidence->share({setup_.exchange, index, false});
    open.examiner =
        std::make_unique<Examiner>(setup_.rules, setup_.limits, *open.evidence, setup_.evidence[index].name,
                                   index, slot_, claims_, [this](FileResult&& result) {
                                     queue({FrameKind::result, encode_result(result)});
                                   });
    return &open;
  }

  void walk(Evidence& evidence) {
    const StageTimer timer(slot_, Stage::list);
    std::vector<FileEntry> entries;
    WalkSink sink;
    sink.entry = [&](FileEntry&& entry) {
      alive();
      entries.push_back(std::move(entry));
      if (entries.size() >= kEntriesPerFrame) {
        queue({FrameKind::entries, encode_entries(entries)});
        entries.clear();
      }
    };
    sink.problem = [&](Problem&& problem) { queue({FrameKind::problems, encode_problems({problem})}); };
    evidence.walk(sink);
    queue({FrameKind::entries, encode_entries(entries)});
  }

  // Waits a little while the pass is further ahead of all examiners than the exchange reaches; never for
  // long, since one file may keep them.
  void stay_near_examiners(std::uint32_t index, std::uint64_t bytes) const {
    constexpr std::uint64_t kLead = 48ULL
                                    << 20;  // the rest of the exchange is for an examiner who lags behind
    constexpr int kPatience = 40;
    for (int naps = 0; naps < kPatience; ++naps) {
      std::uint64_t furthest = 0;
      for (const WorkerSlot& slot : setup_.slots) {
        if (slot.image_item.load(std::memory_order_relaxed) != index) continue;
        furthest = std::max(furthest, slot.image_offset.load(std::memory_order_relaxed));
      }
      if (furthest == 0 || bytes < furthest + kLead) return;
      timespec nap{0, 2'000'000};
      nanosleep(&nap, nullptr);
    }
  }

  void verify(std::uint32_t index, Evidence& evidence) {
    if (!evidence.info().is_image) return;
    slot_.verified_bytes.store(0);
    StageTimer timer(slot_, Stage::verify);
    const auto pass = verify_image(evidence.info(),
                                   [&](std::uint64_t bytes) {
                                     alive();
                                     slot_.verified_bytes.store(bytes, std::memory_order_relaxed);
                                     stay_near_examiners(index, bytes);
                                     return true;
                                   },
                                   {setup_.exchange, index, true});
    if (!pass) {
      queue({FrameKind::problems, encode_problems({{"", "verify", ledger_state_of(pass.error().kind),
                                                    pass.error().message, -1, 0}})});
      return;
    }
    timer.add_bytes(pass->bytes);
    queue({FrameKind::problems, encode_problems(pass->problems)});
    queue({FrameKind::digests, encode_digests(pass->digests)});
  }

  void report_damage() {
    std::vector<Problem> problems;
    for (auto& [index, open] : open_) {
      for (Problem& problem : open.evidence->take_problems()) problems.push_back(std::move(problem));
    }
    if (!problems.empty()) queue({FrameKind::problems, encode_problems(problems)});
  }

  void alive() {
    slot_.deadline_ns.store(monotonic_ns() + kSilenceSeconds * 1'000'000'000ULL, std::memory_order_relaxed);
  }

  void queue(const Frame& frame) {
    out_ += encode_frame(frame);
    if (out_.size() >= kSendAt) flush();
  }

  void flush() {
    const StageTimer timer(slot_, Stage::send, out_.size());
    // Waiting for a busy supervisor is no hang of this worker.
    const std::uint64_t deadline = slot_.deadline_ns.exchange(0);
    std::string_view rest = out_;
    while (!rest.empty()) {
      const ssize_t sent = send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent < 0) {
        if (errno == EINTR) continue;
        _exit(0);  // the supervisor is gone
      }
      rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    out_.clear();
    slot_.deadline_ns.store(
        deadline == 0 ? 0
                      : std::max<std::uint64_t>(
                            deadline, monotonic_ns() + setup_.limits.base_seconds * 1'000'000'000ULL));
  }

  const WorkerSetup& setup_;
  int fd_;
  WorkerSlot& slot_;
  ContentClaims& claims_;
  std::map<std::uint32_t, Open> open_;
  std::string out_;
};

}  // namespace

void run_worker(const WorkerSetup& setup, int fd, WorkerSlot& slot, ContentClaims& claims) {
  // An interrupt from the terminal is the supervisor's to handle.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null >= 0) {
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    close(null);
  }
  SandboxOptions options;
  for (const EvidencePlace& place : setup.evidence) {
    options.readable.insert(options.readable.end(), place.readable.begin(), place.readable.end());
  }
  options.memory_bytes = setup.memory_bytes;
  options.keep_fd = fd;
  slot.protections.store(enter_sandbox(options));
  try {
    Worker(setup, fd, slot, claims).serve();
  } catch (const std::bad_alloc&) {
    _exit(4);
  }
  _exit(0);
}

}  // namespace ulika
