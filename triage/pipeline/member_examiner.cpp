#include "triage/pipeline/member_examiner.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/pipeline/fault_hook.h"

namespace ulika {
namespace {

bool is_sidecar(std::string_view path) {
  return path.ends_with("-wal") || path.ends_with("-journal");
}

}  // namespace

void MemberExaminer::expand(Content& container, FileResult& result) {
  walk(*container.source, container.path, container.state, 1, result);
  examiner_.slot().enter_member("");
}

void MemberExaminer::walk(ByteSource& container, const std::string& path, FileState state, unsigned depth,
                          FileResult& result) {
  const ArchiveLimits& limits = examiner_.limits().archive;
  if (depth > limits.depth) {
    result.state = LedgerState::limited;
    result.reason = fmt::format("an archive inside {} others is not opened", limits.depth);
    return;
  }
  Level level;
  auto visit = [&](FileEntry&& entry, const MemberRead& read) {
    if (state != FileState::allocated) entry.state = state;
    examine_member(level, std::move(entry), read, depth);
    return true;
  };
  auto problem = [&](Problem&& p) {
    if (p.path.empty()) p.path = path;
    if (p.state == LedgerState::encrypted && result.state == LedgerState::scanned) {
      result.state = LedgerState::encrypted;
      result.reason = p.reason;
    }
    if (is_loss(p.state)) {
      result.state = p.state;
      result.reason = p.reason;
    }
    result.problems.push_back(std::move(p));
  };
  const auto done = for_each_member(container, path, limits, use_, visit, problem);
  finish_databases(level, depth);
  if (!done) {
    result.state = ledger_state_of(done.error().kind);
    result.reason = done.error().message;
  } else if (result.state == LedgerState::scanned) {
    result.state = LedgerState::parsed;
  }
}

void MemberExaminer::examine_member(Level& level, FileEntry&& entry, const MemberRead& read, unsigned depth) {
  FileResult result;
  result.entry = std::move(entry);
  const std::string path = result.entry.path;
  if (std::find(item_.skip.begin(), item_.skip.end(), path) != item_.skip.end()) {
    result.state = LedgerState::failed;
    result.reason = item_.skip_reason;
    examiner_.send(std::move(result));
    return;
  }
  if (result.entry.kind != EntryKind::file) {
    examiner_.send(std::move(result));
    return;
  }
  examiner_.slot().enter_member(path);
  examiner_.allow_time(result.entry.size);
  std::vector<std::byte> bytes;
  try {
    obey_fault_hook(path);
    const ExamineLimits& limits = examiner_.limits();
    bool whole = read_up_to(read, limits.window_bytes, bytes, result);
    const Bytes head = Bytes(bytes).first(std::min(bytes.size(), kTypeHead));
    result.mime =
        examiner_.rules().types->type_of(head, std::max<std::uint64_t>(result.entry.size, bytes.size()));
    const bool wanted =
        examiner_.rules().parsers->wants(path, result.mime) || is_archive(head, path) || is_sidecar(path);
    if (!whole) whole = read_up_to(read, wanted ? limits.member_bytes : limits.whole_bytes, bytes, result);
    if (!whole) {
      stream_rest(read, bytes, result);
      if (wanted && result.state != LedgerState::known) {
        result.state = LedgerState::limited;
        result.reason = fmt::format("longer than {} MiB: searched, not parsed", limits.member_bytes >> 20);
      }
      examiner_.send(std::move(result));
      return;
    }
    result.entry.size = bytes.size();
    {
      const StageTimer timer(examiner_.slot(), Stage::hash, bytes.size());
      Hasher hasher;
      hasher.update(bytes);
      result.digests = hasher.finish();
    }
    if (examiner_.settled_by_hash(result)) {
      examiner_.send(std::move(result));
      return;
    }
    examiner_.scan(bytes);
    Content content;
    content.path = path;
    content.state = result.entry.state;
    examiner_.take_hits(content, ImageMap(), result);
    examiner_.mark_notable(result);
    const bool database = result.mime == "application/vnd.sqlite3";
    if ((database || is_sidecar(path)) && level.held + bytes.size() <= limits.held_bytes) {
      level.held += bytes.size();
      if (is_sidecar(path)) {
        level.sidecars[path] = std::move(bytes);
        examiner_.send(std::move(result));
      } else {
        level.databases[path] = {std::move(result), std::move(bytes)};
      }
      return;
    }
    finish_member(result, std::move(bytes), {}, depth);
  } catch (const std::bad_alloc&) {
    result.hits.clear();
    result.records.clear();
    result.state = LedgerState::limited;
    result.reason = "needs more memory than a worker has";
  }
  examiner_.send(std::move(result));
}

bool MemberExaminer::read_up_to(const MemberRead& read, std::uint64_t limit, std::vector<std::byte>& bytes,
                                FileResult& result) {
  const StageTimer timer(examiner_.slot(), Stage::expand);
  while (bytes.size() < limit) {
    const std::size_t had = bytes.size();
    const std::size_t want =
        static_cast<std::size_t>(std::min<std::uint64_t>(limit - had, std::max<std::size_t>(had, 1U << 16)));
    bytes.resize(had + want);
    auto got = read(std::span(bytes).subspan(had));
    bytes.resize(had + (got ? *got : 0));
    if (!got) {
      result.state = ledger_state_of(got.error().kind);
      result.reason = got.error().message;
      return true;
    }
    if (*got == 0) return true;
  }
  return false;
}

void MemberExaminer::stream_rest(const MemberRead& read, std::vector<std::byte>& bytes, FileResult& result) {
  Hasher hasher;
  std::uint64_t size = 0;
  bool last = false;
  for (;;) {
    hasher.update(bytes);
    examiner_.scan(bytes);
    size += bytes.size();
    examiner_.allow_time(1U << 20);
    if (last) break;
    bytes.clear();
    last = read_up_to(read, examiner_.limits().window_bytes, bytes, result);
  }
  result.digests = hasher.finish();
  result.entry.size = size;
  Content content;
  content.path = result.entry.path;
  examiner_.take_hits(content, ImageMap(), result);
  if (examiner_.settled_by_hash(result)) {
    result.hits.clear();
    result.problems.clear();
    return;
  }
  examiner_.mark_notable(result);
  TextFindings::records_of_hits(content.path, result.entry.state == FileState::allocated ? "live" : "carved",
                                result);
}

void MemberExaminer::finish_member(FileResult& result, std::vector<std::byte>&& bytes,
                                   std::vector<Companion> companions, unsigned depth) {
  const LedgerState read_state = result.state;
  const std::string read_reason = result.reason;
  MemorySource source(std::move(bytes));
  std::vector<std::byte> head(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kTypeHead)));
  source.read(0, head).value_or(0);
  Content content;
  content.path = result.entry.path;
  content.state = result.entry.state;
  content.size = source.size();
  content.source = &source;
  content.companions = std::move(companions);
  examiner_.parse(content, result);
  if (is_archive(head, content.path)) {
    walk(source, content.path, content.state, depth + 1, result);
    examiner_.slot().enter_member(content.path);
  }
  if (read_state != LedgerState::scanned) {
    result.state = read_state;
    result.reason = read_reason;
  }
}

void MemberExaminer::finish_databases(Level& level, unsigned depth) {
  for (auto& [path, held] : level.databases) {
    examiner_.slot().enter_member(path);
    examiner_.allow_time(held.bytes.size());
    std::vector<Companion> companions;
    for (const std::string& name : examiner_.rules().parsers->companions_of(path)) {
      if (const auto sidecar = level.sidecars.find(name); sidecar != level.sidecars.end()) {
        companions.push_back({name, std::make_unique<MemorySource>(sidecar->second)});
      } else if (const auto other = level.databases.find(name);
                 other != level.databases.end() && name != path) {
        companions.push_back({name, std::make_unique<MemorySource>(other->second.bytes)});
      }
    }
    // A copy stays for the databases that name this one as their companion.
    std::vector<std::byte> bytes = held.bytes;
    FileResult result = std::move(held.result);
    try {
      finish_member(result, std::move(bytes), std::move(companions), depth);
    } catch (const std::bad_alloc&) {
      result.records.clear();
      result.state = LedgerState::limited;
      result.reason = "needs more memory than a worker has";
    }
    examiner_.send(std::move(result));
  }
}

}  // namespace ulika
