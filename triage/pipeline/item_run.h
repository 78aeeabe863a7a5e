// ItemRun: the course of one evidence item through a run: listed, verified, examined batch by batch,
// finished.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "parsers/parser_set.h"
#include "triage/case/evidence_db.h"
#include "triage/pipeline/shared_state.h"
#include "triage/pipeline/worker_process.h"

namespace ulika {

class ItemRun {
 public:
  // `db` may hold an earlier run's work, which is gone on with. `verify`: also digest the whole image.
  ItemRun(std::uint32_t index, EvidenceDatabase db, const ParserSet& parsers, ContentClaims& claims,
          bool verify);

  const std::string& name() const { return db_.source().name; }
  EvidenceDatabase& db() { return db_; }

  // The next thing for a worker to do, or nothing: everything left is under way or done.
  std::optional<Assignment> next();
  // The pass over the whole image, once, where it is wanted. It is for a worker that does nothing else.
  bool wants_image_pass() const { return verifying_ == Step::waiting; }
  std::optional<Assignment> next_image_pass();
  // Everything is examined and answered: finish() may be called.
  bool ready_to_finish() const;
  void finish();
  bool finished() const { return finished_; }

  // What workers report. Results are collected; write_collected() puts them into the database in one
  // transaction.
  void take_entries(std::vector<FileEntry>&& entries);
  void take_problems(const std::vector<Problem>& problems);
  void take_result(FileResult&& result);
  void take_digests(const Digests& digests);
  void command_done(const Assignment& assignment);
  void write_collected();
  std::size_t collected() const { return results_.size(); }

  // A worker died with `assignment` unfinished. `culprit` is the file it had in hand (0: none), `member` the
  // path of the member inside it. The culprit goes into the ledger as `state`, the rest to another worker.
  void worker_died(Assignment&& assignment, std::int64_t culprit, const std::string& member,
                   LedgerState state, const std::string& reason);
  // The evidence cannot be opened any more: what is left is not examined.
  void give_up(const std::string& reason);

  // What this run met that concerns the item as a whole, one sentence each.
  const std::vector<std::string>& troubles() const { return troubles_; }

  std::int64_t total_bytes() const { return total_bytes_; }
  std::int64_t done_bytes() const { return done_bytes_; }

 private:
  enum class Step { none, waiting, running, done };

  void begin_examination();
  bool refill();
  WorkItem make_work(EvidenceDatabase::Pending&& pending);
  void requeue(WorkItem&& item);

  std::uint32_t index_;
  EvidenceDatabase db_;
  const ParserSet& parsers_;
  ContentClaims& claims_;
  Step listing_ = Step::waiting;
  Step verifying_ = Step::none;
  bool finished_ = false;
  bool exhausted_ = false;
  EvidenceDatabase::Cursor cursor_;
  std::deque<EvidenceDatabase::Pending> queue_;
  std::deque<WorkItem> again_;          // given to a worker that died; each goes out alone
  std::map<std::int64_t, int> deaths_;  // by file; of the listing under 0, of the image pass under -1
  std::size_t under_way_ = 0;           // commands
  std::unordered_set<std::uint64_t> path_hashes_;  // of every file, to know which companions exist
  std::vector<FileResult> results_;
  std::vector<std::string> troubles_;
  std::int64_t total_bytes_ = 0;
  std::int64_t done_bytes_ = 0;
};

}  // namespace ulika
