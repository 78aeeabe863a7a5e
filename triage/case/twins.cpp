#include "triage/case/twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "triage/base/digest.h"
#include "triage/case/file_rows.h"
#include "triage/case/schema.h"
#include "triage/case/twin_rows.h"

namespace ulika {
namespace {

constexpr std::string_view kSameContent = "same content as ";
// Rows of members that may be copied in one item: archives that hold copies of one another grow without
// bound.
constexpr std::int64_t kMaxCopiedMembers = 1'000'000;
constexpr std::size_t kMaxNesting = 64;  // "!/" in a path, and twins of twins

struct FileRow {
  std::int64_t id = 0;
  std::int64_t parent = -1;  // -1: not a member
  FileResult result;         // entry and outcome, without rows
};

bool is_member_of(std::string_view path, std::string_view container) {
  return path.size() > container.size() + 2 && path.starts_with(container) &&
         path.substr(container.size()).starts_with("!/");
}

std::size_t nesting_of(std::string_view path) {
  std::size_t n = 0;
  for (std::size_t at = path.find("!/"); at != std::string_view::npos; at = path.find("!/", at + 2)) ++n;
  return n;
}

// States of an examination that depends on nothing but content, so that one twin can stand for the others.
bool depends_on_content(LedgerState state) {
  switch (state) {
    case LedgerState::parsed:
    case LedgerState::scanned:
    case LedgerState::unsupported:
    case LedgerState::encrypted:
    case LedgerState::damaged:
    case LedgerState::limited:
      return true;
    default:
      return false;
  }
}

class Twins {
 public:
  Twins(Database& db, ResultRows& rows, std::string source)
      : db_(db), rows_(rows), source_(std::move(source)), files_(evidence_table("files")) {
    const std::string select = "SELECT " + column_list(files_) + " FROM files ";
    by_id_ = db.prepare(select + "WHERE id = ?");
    by_path_ = db.prepare(select + "WHERE path = ?");
    members_ = db.prepare(
        "SELECT id FROM files WHERE path > ? AND path < ? AND parent_id IS NOT NULL ORDER BY path");
    insert_ = db.prepare(insert_sql(files_));
    remove_ = db.prepare("DELETE FROM files WHERE id = ?");
    settle_ = db.prepare(
        "UPDATE files SET ledger_state = ?, reason = ?, mime = ?, known = ?, hashset = ?, twin_id = ? WHERE "
        "id = ?");
    last_id_ = db.scalar("SELECT MAX(id) FROM files");
  }

  void copy_all() {
    for (const std::int64_t id : ids("SELECT id FROM files WHERE ledger_state = 'duplicate' ORDER BY path"))
      copy_into(id);
  }
  void settle_groups();

 private:
  enum class Progress { under_way, done };

  std::vector<std::int64_t> ids(const std::string& sql) {
    std::vector<std::int64_t> found;
    Statement rows = db_.prepare(sql);
    while (rows.step()) found.push_back(rows.int64(0));
    return found;
  }
  std::vector<std::int64_t> members_of(const std::string& container);
  std::optional<FileRow> read(Statement& row);
  std::optional<FileRow> file(std::int64_t id) {
    by_id_.bind(1, id);
    return read(by_id_);
  }
  std::optional<FileRow> twin_of(const FileRow& duplicate);
  std::optional<FileRow> original_of(const FileRow& duplicate);
  void copy_into(std::int64_t id);
  void copy_rows(const FileRow& from, const FileRow& to);
  void copy_members(const FileRow& from, const FileRow& to);
  void drop_members(const FileRow& container);
  void settle(std::int64_t id, const FileResult& outcome, std::int64_t twin);
  std::string key_of(const FileRow& file, std::size_t depth);
  void settle_group(const std::vector<std::int64_t>& group);

  Database& db_;
  ResultRows& rows_;
  std::string source_;
  const TableSpec& files_;
  Statement by_id_, by_path_, members_, insert_, remove_, settle_;
  std::map<std::int64_t, Progress> progress_;
  std::int64_t last_id_ = 0;
  std::int64_t copied_members_ = 0;
};

std::vector<std::int64_t> Twins::members_of(const std::string& container) {
  std::vector<std::int64_t> found;
  members_.bind(1, std::string_view(container + "!/")).bind(2, std::string_view(container + "!0"));
  while (members_.step()) found.push_back(members_.int64(0));
  members_.reset();
  return found;
}

std::optional<FileRow> Twins::read(Statement& row) {
  std::optional<FileRow> found;
  if (row.step()) {
    found.emplace();
    found->id = row.int64(kFileId);
    found->parent = row.is_null(kFileParent) ? -1 : row.int64(kFileParent);
    found->result.entry = read_entry(row, true);
    read_outcome(row, found->result);
  }
  row.reset();
  return found;
}

std::optional<FileRow> Twins::twin_of(const FileRow& duplicate) {
  if (duplicate.result.twin_id != 0) {
    if (std::optional<FileRow> twin = file(duplicate.result.twin_id)) return twin;
  }
  std::string_view path = duplicate.result.reason;
  if (path.starts_with(kSameContent)) path.remove_prefix(kSameContent.size());
  by_path_.bind(1, path);
  return read(by_path_);
}

// The file at the end of a chain of twins: the one that was examined. Nothing when there is none.
std::optional<FileRow> Twins::original_of(const FileRow& duplicate) {
  std::optional<FileRow> at = twin_of(duplicate);
  for (std::size_t n = 0; at && at->result.state == LedgerState::duplicate; ++n) {
    if (n == kMaxNesting) return std::nullopt;
    at = twin_of(*at);
  }
  if (at && at->result.state == LedgerState::not_examined) return std::nullopt;
  return at;
}

void Twins::settle(std::int64_t id, const FileResult& outcome, std::int64_t twin) {
  const auto bind = [&](int index, std::string_view text) {
    if (text.empty()) {
      settle_.bind_null(index);
    } else {
      settle_.bind(index, text);
    }
  };
  settle_.bind(1, ledger_state_name(outcome.state));
  bind(2, outcome.reason);
  bind(3, outcome.mime);
  bind(4, outcome.known);
  bind(5, outcome.hashset);
  if (twin == 0) {
    settle_.bind_null(6);
  } else {
    settle_.bind(6, twin);
  }
  settle_.bind(7, id).run();
}

// Fills a duplicate from the file that was examined in its place; the duplicates among that file's members
// first.
void Twins::copy_into(std::int64_t id) {
  if (!progress_.emplace(id, Progress::under_way).second)
    return;  // done, or a container that holds its own copy
  const std::optional<FileRow> to = file(id);
  if (!to || to->result.state != LedgerState::duplicate) return;
  const std::optional<FileRow> from = original_of(*to);
  if (!from) {
    FileResult lost = to->result;
    lost.state = LedgerState::not_examined;
    lost.reason = "the file of the same content that was to be examined in its place was not";
    settle(id, lost, 0);
    return;
  }
  if (!depends_on_content(
          from->result.state)) {  // known, failed, timed out: true of every file of this content
    FileResult same = from->result;
    if (is_loss(same.state))
      same.reason = std::string(kSameContent) + from->result.entry.path + ": " + same.reason;
    settle(id, same, 0);
    return;
  }
  copy_rows(*from, *to);
  drop_members(*to);
  if (!is_member_of(to->result.entry.path, from->result.entry.path)) {
    for (const std::int64_t member : members_of(from->result.entry.path)) copy_into(member);
    copy_members(*from, *to);
  }
  FileResult outcome = from->result;
  outcome.state = LedgerState::duplicate;
  outcome.reason = std::string(kSameContent) + from->result.entry.path;
  settle(id, outcome, from->id);
  progress_[id] = Progress::done;
}

void Twins::copy_rows(const FileRow& from, const FileRow& to) {
  FileResult own;
  rows_.load(to.id, to.result.entry.path, own);
  FileResult kept;
  split_slack(own, source_, to.result.entry.size, kept);
  kept.problems = std::move(own.problems);

  FileResult copy;
  rows_.load(from.id, from.result.entry.path, copy);
  FileResult elsewhere;
  split_slack(copy, source_, from.result.entry.size, elsewhere);
  rebase(copy, source_, from.result.entry.path, to.result.entry);
  std::move(copy.hits.begin(), copy.hits.end(), std::back_inserter(kept.hits));
  std::move(copy.records.begin(), copy.records.end(), std::back_inserter(kept.records));
  std::move(copy.problems.begin(), copy.problems.end(), std::back_inserter(kept.problems));
  rows_.drop(to.id);
  rows_.insert(to.id, to.result.entry.path, kept);
}

void Twins::drop_members(const FileRow& container) {
  for (const std::int64_t member : members_of(container.result.entry.path)) {
    rows_.drop(member);
    remove_.bind(1, member).run();
  }
}

void Twins::copy_members(const FileRow& from, const FileRow& to) {
  const std::string& old_root = from.result.entry.path;
  const std::string& new_root = to.result.entry.path;
  std::int64_t left_out = 0;
  for (const std::int64_t id : members_of(old_root)) {
    std::optional<FileRow> member = file(id);
    if (!member) continue;
    const std::string old_path = member->result.entry.path;
    member->result.entry.path.replace(0, old_root.size(), new_root);
    if (copied_members_ >= kMaxCopiedMembers || nesting_of(member->result.entry.path) > kMaxNesting ||
        last_id_ >= kMaxFileId) {
      ++left_out;
      continue;
    }
    by_path_.bind(1, std::string_view(member->result.entry.path));
    if (read(by_path_)) continue;  // a listed file of that very name stays
    ++copied_members_;
    FileResult rows;
    rows_.load(id, old_path, rows);
    rebase(rows, source_, old_path, member->result.entry);
    bind_entry(insert_, ++last_id_, to.id, member->result.entry);
    bind_outcome(insert_, member->result);
    insert_.run();
    rows_.insert(last_id_, member->result.entry.path, rows);
    progress_.emplace(last_id_, Progress::done);
  }
  if (left_out == 0) return;
  FileResult note;
  rows_.load(to.id, new_root, note);
  note.problems.push_back(
      {new_root, "expand", LedgerState::limited,
       fmt::format("{} members are not listed again here; they are listed under {}", left_out, old_root), -1,
       0});
  rows_.drop(to.id);
  rows_.insert(to.id, new_root, note);
}

// What an examination of the file and of everything in it found, wherever it lies.
std::string Twins::key_of(const FileRow& file_row, std::size_t depth) {
  FileResult result = file_row.result;
  const std::string path = result.entry.path;
  rows_.load(file_row.id, path, result);
  std::string key = result_key(std::move(result), source_);
  if (depth > 0) return key;
  for (const std::int64_t id : members_of(path)) {
    std::optional<FileRow> member = file(id);
    if (!member) continue;
    if (member->result.state == LedgerState::duplicate) {
      if (const std::optional<FileRow> original = original_of(*member)) {
        member->result.state = original->result.state;
        member->result.reason = original->result.reason;
      }
    }
    key += "\n" + member->result.entry.path.substr(path.size()) + "\n" + key_of(*member, depth + 1);
  }
  const auto digest = sha256(as_bytes(key));
  return to_hex(digest);
}

// `group`: files of equal content, by path. Classes of equal results; the first of a class stands for the
// others.
void Twins::settle_group(const std::vector<std::int64_t>& group) {
  struct Class {
    FileRow first;
    FileResult outcome;
  };
  std::vector<FileRow> rows;
  std::vector<std::int64_t> originals;  // of each row, the file whose examination it shows
  std::vector<std::int64_t> examined;
  for (const std::int64_t id : group) {
    std::optional<FileRow> row = file(id);
    if (!row) continue;
    std::int64_t original = id;
    if (row->result.state == LedgerState::duplicate) {
      const std::optional<FileRow> from = original_of(*row);
      if (!from) continue;
      original = from->id;
    }
    rows.push_back(std::move(*row));
    originals.push_back(original);
    examined.push_back(original);
  }
  std::sort(examined.begin(), examined.end());
  examined.erase(std::unique(examined.begin(), examined.end()), examined.end());

  std::map<std::int64_t, std::string> keys;
  for (const std::int64_t id : examined) {
    const std::optional<FileRow> row = file(id);
    keys[id] = examined.size() == 1 || !row ? std::string() : key_of(*row, 0);
  }
  std::map<std::string, Class, std::less<>> classes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto found = classes.find(keys[originals[i]]);
    if (found != classes.end()) {
      FileResult outcome = found->second.outcome;
      outcome.state = LedgerState::duplicate;
      outcome.reason = std::string(kSameContent) + found->second.first.result.entry.path;
      settle(rows[i].id, outcome, found->second.first.id);
      continue;
    }
    const std::optional<FileRow> original = file(originals[i]);
    if (!original) continue;
    // Read before a row of the class is settled: the original may be a later row of the same class.
    classes.emplace(keys[originals[i]], Class{rows[i], original->result});
    settle(rows[i].id, original->result, 0);
  }
}

void Twins::settle_groups() {
  // Streaming the groups: one is in memory at a time, and settling changes no column of this query's order.
  Statement groups = db_.prepare(
      "SELECT sha256 FROM files WHERE sha256 IS NOT NULL AND size > 0 AND ledger_state IN "
      "('parsed', 'scanned', 'unsupported', 'encrypted', 'damaged', 'limited', 'duplicate') "
      "GROUP BY sha256 HAVING COUNT(*) > 1");
  std::vector<std::string> digests;
  while (groups.step()) digests.emplace_back(as_text(groups.blob(0)));
  Statement group = db_.prepare(
      "SELECT id FROM files WHERE sha256 = ? AND size > 0 AND ledger_state IN "
      "('parsed', 'scanned', 'unsupported', 'encrypted', 'damaged', 'limited', 'duplicate') ORDER BY path");
  for (const std::string& digest : digests) {
    std::vector<std::int64_t> members;
    group.bind_blob(1, as_bytes(digest));
    while (group.step()) members.push_back(group.int64(0));
    group.reset();
    settle_group(members);
  }
  // An empty file has nothing to share.
  db_.exec(
      "UPDATE files SET ledger_state = 'scanned', reason = NULL, twin_id = NULL "
      "WHERE size = 0 AND ledger_state = 'duplicate'");
}

}  // namespace

void settle_twins(Database& db, ResultRows& rows, const std::string& source_name) {
  Twins twins(db, rows, source_name);
  twins.copy_all();
  twins.settle_groups();
}

}  // namespace ulika
