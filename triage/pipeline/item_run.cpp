#include "triage/pipeline/item_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace ulika {
namespace {

// A batch is what a worker holds in memory and hashes side by side.
constexpr std::uint64_t kBatchBytes = 16ULL << 20;
constexpr std::size_t kBatchFiles = 256;
constexpr std::size_t kRefill = 1024;
// A file may cost so many workers before it is left alone; members of an archive are told apart first.
constexpr int kDeaths = 2;
constexpr std::size_t kSkippedMembers = 64;
constexpr std::int64_t kListing = 0;
constexpr std::int64_t kImagePass = -1;

std::uint64_t path_hash(std::string_view path) {
  return std::hash<std::string_view>{}(path);
}

}  // namespace

ItemRun::ItemRun(std::uint32_t index, EvidenceDatabase db, const ParserSet& parsers, ContentClaims& claims,
                 bool verify)
    : index_(index), db_(std::move(db)), parsers_(parsers), claims_(claims) {
  if (verify && db_.source().is_image && db_.meta("image_verified") != "yes") verifying_ = Step::waiting;
  if (db_.finished() && verifying_ == Step::none) {
    finished_ = true;
    listing_ = Step::done;
  } else if (db_.listed()) {
    listing_ = Step::done;
    db_.forget_unfinished();
    begin_examination();
  }
}

void ItemRun::begin_examination() {
  const auto totals = db_.totals();
  total_bytes_ = totals.bytes;
  done_bytes_ = totals.done_bytes;
  db_.for_each_path([&](std::string_view path) { path_hashes_.insert(path_hash(path)); });
  db_.for_each_examined([&](std::int64_t id, const Digests& digests) { claims_.claim(digests, index_, id); });
}

std::optional<Assignment> ItemRun::next() {
  if (finished_) return std::nullopt;
  if (listing_ == Step::waiting) {
    db_.begin_listing();
    listing_ = Step::running;
    ++under_way_;
    return Assignment{FrameKind::walk, index_, {}};
  }
  if (listing_ != Step::done) return std::nullopt;
  Assignment batch{FrameKind::examine, index_, {}};
  if (!again_.empty()) {
    batch.work.push_back(std::move(again_.front()));
    again_.pop_front();
  } else {
    std::uint64_t bytes = 0;
    while (batch.work.size() < kBatchFiles && (!queue_.empty() || refill())) {
      const std::uint64_t size = queue_.front().entry.size;
      if (!batch.work.empty() && bytes + size > kBatchBytes) break;
      bytes += size;
      batch.work.push_back(make_work(std::move(queue_.front())));
      queue_.pop_front();
    }
  }
  if (batch.work.empty()) return std::nullopt;
  ++under_way_;
  return batch;
}

std::optional<Assignment> ItemRun::next_image_pass() {
  if (finished_ || verifying_ != Step::waiting) return std::nullopt;
  verifying_ = Step::running;
  ++under_way_;
  return Assignment{FrameKind::verify, index_, {}};
}

bool ItemRun::refill() {
  if (exhausted_) return false;
  auto more = db_.pending(cursor_, kRefill);
  exhausted_ = more.empty();
  std::move(more.begin(), more.end(), std::back_inserter(queue_));
  return !queue_.empty();
}

WorkItem ItemRun::make_work(EvidenceDatabase::Pending&& pending) {
  WorkItem item;
  item.id = pending.id;
  for (const std::string& path : parsers_.companions_of(pending.entry.path)) {
    if (!path_hashes_.contains(path_hash(path))) continue;
    if (auto found = db_.find(path)) item.companions.push_back(std::move(found->entry));
  }
  item.entry = std::move(pending.entry);
  return item;
}

bool ItemRun::ready_to_finish() const {
  return !finished_ && under_way_ == 0 && listing_ == Step::done && verifying_ != Step::waiting &&
         queue_.empty() && again_.empty() && exhausted_;
}

void ItemRun::finish() {
  write_collected();
  db_.mark_damaged();
  db_.finish();
  finished_ = true;
}

void ItemRun::take_entries(std::vector<FileEntry>&& entries) {
  db_.add_entries(entries);
}

void ItemRun::take_problems(const std::vector<Problem>& problems) {
  db_.write_problems(problems);
  for (const Problem& p : problems) {
    if (p.path.empty() && is_loss(p.state)) troubles_.push_back(p.reason);
  }
}

void ItemRun::take_result(FileResult&& result) {
  if (result.file_id != 0 && result.entry.kind != EntryKind::directory)
    done_bytes_ += static_cast<std::int64_t>(result.entry.size);
  results_.push_back(std::move(result));
}

void ItemRun::take_digests(const Digests& digests) {
  db_.set_image_digests(digests);
  const SourceInfo& source = db_.source();
  const auto compare = [&](std::string_view kind, const std::optional<std::string>& stored, Bytes computed) {
    if (!stored || *stored == to_hex(computed)) return;
    take_problems(
        {{"", "verify", LedgerState::damaged,
          fmt::format("the image's {} is {}, its acquisition stored {}", kind, to_hex(computed), *stored), -1,
          0}});
  };
  compare("MD5", source.stored_md5, digests.md5);
  compare("SHA-1", source.stored_sha1, digests.sha1);
  db_.set_meta("image_verified", "yes");
}

void ItemRun::command_done(const Assignment& assignment) {
  --under_way_;
  if (assignment.kind == FrameKind::walk) {
    db_.finish_listing();
    listing_ = Step::done;
    begin_examination();
  } else if (assignment.kind == FrameKind::verify) {
    verifying_ = Step::done;
  }
}

void ItemRun::write_collected() {
  if (results_.empty()) return;
  db_.write(results_);
  results_.clear();
}

void ItemRun::requeue(WorkItem&& item) {
  db_.forget(item.id);
  again_.push_back(std::move(item));
}

void ItemRun::worker_died(Assignment&& assignment, std::int64_t culprit, const std::string& member,
                          LedgerState state, const std::string& reason) {
  write_collected();
  --under_way_;
  if (assignment.kind == FrameKind::walk || assignment.kind == FrameKind::verify) {
    const bool walk = assignment.kind == FrameKind::walk;
    const int deaths = ++deaths_[walk ? kListing : kImagePass];
    if (deaths < kDeaths) {
      (walk ? listing_ : verifying_) = Step::waiting;
      return;
    }
    take_problems({{"", walk ? "list" : "verify", state, reason, -1, 0}});
    ++under_way_;
    command_done(assignment);
    return;
  }
  const bool alone = assignment.work.size() == 1;
  for (WorkItem& item : assignment.work) {
    const bool guilty = culprit == item.id || (culprit == 0 && alone);
    if (!guilty) {
      requeue(std::move(item));
      continue;
    }
    if (!member.empty() && item.skip.size() < kSkippedMembers) {
      item.skip.push_back(member);
      item.skip_reason = reason;
      requeue(std::move(item));
      continue;
    }
    if (culprit == 0 && ++deaths_[item.id] < kDeaths) {
      requeue(std::move(item));
      continue;
    }
    db_.forget(item.id);
    FileResult result;
    result.file_id = item.id;
    result.entry = std::move(item.entry);
    result.state = state;
    result.reason = reason;
    take_result(std::move(result));
  }
}

void ItemRun::give_up(const std::string& reason) {
  take_problems({{"", "open", LedgerState::not_examined, reason, -1, 0}});
  if (listing_ != Step::done) {
    db_.finish_listing();
    listing_ = Step::done;
  }
  verifying_ = Step::done;
  again_.clear();
  queue_.clear();
  exhausted_ = true;
}

}  // namespace ulika
