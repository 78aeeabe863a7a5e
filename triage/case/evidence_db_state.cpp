#include "triage/case/evidence_db_state.h"

#include <fmt/format.h>

#include "triage/case/file_rows.h"
#include "triage/case/schema.h"
#include "triage/case/source_rows.h"

namespace ulika {
namespace {

constexpr int kMaxSameName = 100000;  // entries that may share one path

std::string update_outcome_sql() {
  return "UPDATE files SET md5 = ?14, sha1 = ?15, sha256 = ?16, mime = ?17, known = ?18, hashset = ?19, "
         "examined = ?20, ledger_state = ?21, reason = ?22, twin_id = ?23 WHERE id = ?1";
}

}  // namespace

void EvidenceDatabase::State::prepare() {
  const TableSpec& files = evidence_table("files");
  insert_file = db.prepare(insert_sql(files, "INSERT OR IGNORE"));
  replace_file = db.prepare(insert_sql(files, "INSERT OR REPLACE"));
  update_file = db.prepare(update_outcome_sql());
  const std::string select = "SELECT " + column_list(files) + " FROM files ";
  select_file = db.prepare(select + "WHERE id = ?");
  find_file = db.prepare(select + "WHERE path = ?");
  select_pending = db.prepare(
      select + "WHERE examined = 0 AND (first_offset, id) > (?, ?) ORDER BY first_offset, id LIMIT ?");
  changes = db.prepare("SELECT changes()");
  put_thumbnail = db.prepare(insert_sql(evidence_table("thumbnails"), "INSERT OR REPLACE"));
  meta_get = db.prepare("SELECT value FROM meta WHERE key = ?");
  meta_put = db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
  source = load_source(db);
  rows.emplace(db, source.name);
  count();
}

// A finished database is left as one file without a write-ahead log, so that it can be read where nothing may
// be written. A reader that is at work keeps the log for now, which harms nothing.
void EvidenceDatabase::State::fold_log() noexcept {
  try {
    if (rows && meta(kFinishedKey) == "1") db.exec("PRAGMA journal_mode = DELETE");
  } catch (const DatabaseError&) {
    return;
  }
}

void EvidenceDatabase::State::count() {
  totals = {};
  Statement listed = db.prepare(
      "SELECT COUNT(*), TOTAL(size), TOTAL(examined), TOTAL(size * examined) FROM files "
      "WHERE parent_id IS NULL AND kind IN ('file', 'slack', 'area', 'seam')");
  listed.step();
  totals.files = listed.int64(0);
  totals.bytes = static_cast<std::int64_t>(listed.real(1));
  totals.done_files = static_cast<std::int64_t>(listed.real(2));
  totals.done_bytes = static_cast<std::int64_t>(listed.real(3));
  totals.hits = db.scalar("SELECT COUNT(*) FROM hits");
  for (const RecordSpec& spec : record_specs()) {
    totals.records += db.scalar(fmt::format("SELECT COUNT(*) FROM \"{}\"", spec.type));
  }
  for (const char* table : {"SELECT ledger_state, COUNT(*) FROM files WHERE examined = 1 GROUP BY 1",
                            "SELECT state, COUNT(*) FROM problems GROUP BY 1"}) {
    Statement states = db.prepare(table);
    while (states.step()) {
      const Result<LedgerState> state = parse_ledger_state(states.text(0));
      if (state && is_loss(*state)) totals.losses += states.int64(1);
    }
  }
  last_file_id = db.scalar("SELECT MAX(id) FROM files");
  last_container.clear();
}

void EvidenceDatabase::State::set_meta(std::string_view key, std::string_view value) {
  meta_put.bind(1, key).bind(2, value).run();
}

std::string EvidenceDatabase::State::meta(std::string_view key) {
  meta_get.bind(1, key);
  std::string value;
  if (meta_get.step()) value = meta_get.text(0);
  meta_get.reset();
  return value;
}

void EvidenceDatabase::State::unfinish() {
  if (meta(kFinishedKey) == "1") set_meta(kFinishedKey, "0");
}

std::int64_t EvidenceDatabase::State::next_file_id() {
  if (last_file_id >= kMaxFileId)
    throw DatabaseError(0, "the evidence holds more files than a case can keep");
  return ++last_file_id;
}

// The file that a member's path lies in: the longest path before a "!/" that has a row; 0 when none has.
std::int64_t EvidenceDatabase::State::container_of(std::string_view path) {
  for (std::size_t at = path.rfind("!/"); at != std::string_view::npos && at > 0;
       at = path.rfind("!/", at - 1)) {
    const std::string_view container = path.substr(0, at);
    if (last_container == container) return last_container_id;
    find_file.bind(1, container);
    const bool found = find_file.step();
    const std::int64_t id = found ? find_file.int64(kFileId) : 0;
    find_file.reset();
    if (found) {
      last_container = container;
      last_container_id = id;
      return id;
    }
  }
  // A compressed tar as evidence is one entry without a name, and its members have plain paths.
  find_file.bind(1, std::string_view());
  const std::int64_t stream = find_file.step() ? find_file.int64(kFileId) : 0;
  find_file.reset();
  return stream;
}

void EvidenceDatabase::State::drop_rows(std::int64_t id) {
  const ResultRows::Counts gone = rows->drop(id);
  totals.hits -= gone.hits;
  totals.records -= gone.records;
  totals.losses -= gone.losses;
}

void EvidenceDatabase::State::drop_members(std::string_view container) {
  std::vector<std::pair<std::int64_t, std::string>> members;
  const std::string first = std::string(container) + "!/";
  const std::string end = std::string(container) + "!0";  // '0' follows '/'
  Statement select = db.prepare(
      "SELECT id, ledger_state FROM files WHERE parent_id IS NOT NULL AND (?3 = '' OR path >= ?1 AND path < "
      "?2)");
  select.bind(1, std::string_view(first)).bind(2, std::string_view(end)).bind(3, container);
  while (select.step()) members.emplace_back(select.int64(0), select.text(1));
  Statement remove = db.prepare("DELETE FROM files WHERE id = ?");
  for (const auto& [id, state] : members) {
    drop_rows(id);
    const Result<LedgerState> ledger = parse_ledger_state(state);
    if (ledger && is_loss(*ledger)) --totals.losses;
    remove.bind(1, id).run();
  }
  last_container.clear();
}

void EvidenceDatabase::State::write_listed(const FileResult& result) {
  select_file.bind(1, result.file_id);
  if (!select_file.step()) {
    select_file.reset();
    throw DatabaseError(0, fmt::format("there is no file {} in the evidence database", result.file_id));
  }
  const std::string path(select_file.text(kFilePath));
  const bool examined = select_file.int64(kFileExamined) != 0;
  const bool listed_file = select_file.is_null(kFileParent) && select_file.text(kFileKind) != "directory";
  const std::int64_t size = select_file.int64(kFileSize);
  const Result<LedgerState> before = parse_ledger_state(select_file.text(kFileLedgerState));
  select_file.reset();

  if (examined) {
    drop_rows(result.file_id);
    if (before && is_loss(*before)) --totals.losses;
  } else if (listed_file) {
    ++totals.done_files;
    totals.done_bytes += size;
  }
  update_file.bind(kFileId + 1, result.file_id);
  bind_outcome(update_file, result);
  update_file.run();
  const ResultRows::Counts more = rows->insert(result.file_id, path, result);
  totals.hits += more.hits;
  totals.records += more.records;
  totals.losses += more.losses + (is_loss(result.state) ? 1 : 0);
}

void EvidenceDatabase::State::write_member(const FileResult& result) {
  FileResult member;  // only what the row needs; the rows below the file are written from `result`
  member.entry = result.entry;
  std::int64_t id = 0;
  for (int n = 1; n <= kMaxSameName && id == 0; ++n) {
    if (n > 1) member.entry.path = fmt::format("{}#{}", result.entry.path, n);
    find_file.bind(1, std::string_view(member.entry.path));
    if (!find_file.step()) {
      find_file.reset();
      break;
    }
    FileResult there;
    read_outcome(find_file, there);
    const bool is_member = !find_file.is_null(kFileParent);
    const bool same = !there.digests || !result.digests || *there.digests == *result.digests;
    if (is_member && same) id = find_file.int64(kFileId);
    find_file.reset();
    if (id != 0) {
      drop_rows(id);
      if (is_loss(there.state)) --totals.losses;
    }
  }
  if (id == 0) id = next_file_id();
  bind_entry(replace_file, id, container_of(result.entry.path), member.entry);
  bind_outcome(replace_file, result);
  replace_file.run();
  const ResultRows::Counts more = rows->insert(id, member.entry.path, result);
  totals.hits += more.hits;
  totals.records += more.records;
  totals.losses += more.losses + (is_loss(result.state) ? 1 : 0);
}

std::string EvidenceDatabase::State::unused_path(const FileEntry& entry) {
  int& next = same_name.try_emplace(entry.path, 2).first->second;
  if (next > kMaxSameName)
    throw DatabaseError(0, "too many entries of the evidence share one path: " + entry.path);
  return fmt::format("{}#{}", entry.path, next++);
}

bool EvidenceDatabase::State::insert_problem(const Problem& problem) {
  Statement there = db.prepare(
      "SELECT 1 FROM problems WHERE row_id < 4294967296 AND path = ? AND stage = ? AND state = ? AND reason "
      "= ? "
      "AND \"offset\" = ? AND length = ?");
  there.bind(1, std::string_view(problem.path)).bind(2, std::string_view(problem.stage));
  there.bind(3, ledger_state_name(problem.state)).bind(4, std::string_view(problem.reason));
  there.bind(5, problem.offset).bind(6, static_cast<std::int64_t>(problem.length));
  if (there.step()) return false;
  Statement row = db.prepare(insert_sql(evidence_table("problems")));
  row.bind(1, db.scalar("SELECT COALESCE(MAX(row_id), -1) + 1 FROM problems WHERE row_id < 4294967296"));
  row.bind(2, std::string_view(problem.path)).bind(3, std::string_view(problem.stage));
  row.bind(4, ledger_state_name(problem.state)).bind(5, std::string_view(problem.reason));
  row.bind(6, problem.offset).bind(7, static_cast<std::int64_t>(problem.length)).run();
  if (is_loss(problem.state)) ++totals.losses;
  return true;
}

void EvidenceDatabase::State::write_one(const FileResult& result) {
  if (!result.thumbnail.empty() && result.digests) {
    put_thumbnail.bind_blob(1, result.digests->sha256).bind_blob(2, as_bytes(result.thumbnail)).run();
  }
  if (result.file_id > 0) {
    write_listed(result);
  } else {
    write_member(result);
  }
}

}  // namespace ulika
