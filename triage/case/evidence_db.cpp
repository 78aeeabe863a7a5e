#include "triage/case/evidence_db.h"

#include <fmt/format.h>

#include "triage/case/evidence_db_state.h"
#include "triage/case/evidence_finish.h"
#include "triage/case/file_rows.h"
#include "triage/case/schema.h"
#include "triage/case/source_rows.h"

namespace ulika {
namespace {

constexpr std::string_view kListed = "listed";

// Marks a file of this program among SQLite databases ("ULKA"); PRAGMA application_id.
constexpr std::int64_t kApplicationId = 0x554c4b41;

}  // namespace

EvidenceDatabase::EvidenceDatabase(std::unique_ptr<State> state) : state_(std::move(state)) {}
EvidenceDatabase::EvidenceDatabase(EvidenceDatabase&&) noexcept = default;
EvidenceDatabase& EvidenceDatabase::operator=(EvidenceDatabase&&) noexcept = default;
EvidenceDatabase::~EvidenceDatabase() = default;

const SourceInfo& EvidenceDatabase::source() const {
  return state_->source;
}

EvidenceDatabase EvidenceDatabase::create(const std::filesystem::path& file, const SourceInfo& source) {
  // Made under another name, so that a run that is killed here leaves no half-made database.
  std::filesystem::path fresh = file;
  fresh += ".new";
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(std::filesystem::path(fresh) += suffix, ignored);
  }
  {
    Database db(fresh, Database::Mode::create);
    db.exec("PRAGMA journal_mode = DELETE");
    Transaction all(db);
    create_tables(db, evidence_tables(), kEvidenceSchemaVersion);
    db.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    db.exec("CREATE INDEX files_pending ON files(first_offset, id) WHERE examined = 0");
    save_source(db, source);
    Statement meta = db.prepare("INSERT INTO meta VALUES (?, ?)");
    meta.bind(1, "program").bind(2, "ulika " ULIKA_VERSION).run();
    all.commit();
  }
  std::error_code failed;
  std::filesystem::rename(fresh, file, failed);
  if (failed) throw DatabaseError(0, fmt::format("{} cannot be made: {}", file.string(), failed.message()));
  return open(file);
}

EvidenceDatabase EvidenceDatabase::open(const std::filesystem::path& file) {
  auto state = std::make_unique<State>(file);
  if (state->db.scalar("PRAGMA application_id") != kApplicationId) {
    throw DatabaseError(0, file.string() + " is no evidence database of this program");
  }
  if (const std::int64_t version = state->db.scalar("PRAGMA user_version");
      version != kEvidenceSchemaVersion) {
    throw DatabaseError(
        0, fmt::format("{} was written by another version of the program (schema {}, this one uses {})",
                       file.string(), version, kEvidenceSchemaVersion));
  }
  state->db.exec("PRAGMA cache_size = -65536");  // KiB
  state->prepare();
  return EvidenceDatabase(std::move(state));
}

void EvidenceDatabase::begin_listing() {
  Transaction all(state_->db);
  for (const char* table : {"files", "hits"}) state_->db.exec(fmt::format("DELETE FROM {}", table));
  for (const RecordSpec& spec : record_specs()) state_->db.exec(fmt::format("DELETE FROM \"{}\"", spec.type));
  state_->db.exec("DELETE FROM problems WHERE row_id >= 4294967296 OR stage = 'list'");
  state_->set_meta(kListed, "0");
  state_->unfinish();
  all.commit();
  state_->same_name.clear();
  state_->count();
}

void EvidenceDatabase::add_entries(const std::vector<FileEntry>& entries) {
  State& s = *state_;
  try {
    Transaction all(s.db);
    for (const FileEntry& entry : entries) {
      const std::int64_t id = s.next_file_id();
      FileEntry named = entry;
      for (;;) {
        bind_entry(s.insert_file, id, -1, named);
        s.insert_file.run();
        s.changes.step();
        const bool added = s.changes.int64(0) != 0;
        s.changes.reset();
        if (added) break;
        named.path = s.unused_path(entry);
      }
      if (named.path != entry.path) {
        s.insert_problem(
            {named.path, "list", LedgerState::scanned,
             "another entry of the evidence has the path " + entry.path + "; this one is kept under its own",
             -1, 0});
      }
      if (counts_as_file(entry.kind)) {
        ++s.totals.files;
        s.totals.bytes += static_cast<std::int64_t>(entry.size);
      }
    }
    all.commit();
  } catch (...) {
    s.same_name.clear();
    s.count();
    throw;
  }
}

void EvidenceDatabase::finish_listing() {
  state_->set_meta(kListed, "1");
}
bool EvidenceDatabase::listed() const {
  return state_->meta(kListed) == "1";
}

std::vector<EvidenceDatabase::Pending> EvidenceDatabase::pending(Cursor& cursor, std::size_t limit) const {
  std::vector<Pending> found;
  Statement& rows = state_->select_pending;
  rows.reset();  // a damaged row may have ended an earlier call
  rows.bind(1, cursor.first_offset).bind(2, cursor.id).bind(3, static_cast<std::int64_t>(limit));
  while (rows.step()) {
    found.push_back({rows.int64(kFileId), read_entry(rows, true)});
    cursor = {found.back().entry.first_offset, found.back().id};
  }
  rows.reset();
  return found;
}

std::optional<EvidenceDatabase::Pending> EvidenceDatabase::find(std::string_view path) const {
  Statement& row = state_->find_file;
  row.reset();
  row.bind(1, path);
  std::optional<Pending> found;
  if (row.step()) found = Pending{row.int64(kFileId), read_entry(row, true)};
  row.reset();
  return found;
}

void EvidenceDatabase::write(const std::vector<FileResult>& results) {
  State& s = *state_;
  const Totals before = s.totals;
  const std::int64_t last_file_id = s.last_file_id;
  try {
    Transaction batch(s.db);
    s.unfinish();
    for (const FileResult& result : results) s.write_one(result);
    batch.commit();
  } catch (...) {
    s.totals = before;
    s.last_file_id = last_file_id;
    s.last_container.clear();
    throw;
  }
}

void EvidenceDatabase::forget(std::int64_t file_id) {
  State& s = *state_;
  const Totals before = s.totals;
  try {
    Transaction all(s.db);
    s.unfinish();
    s.select_file.bind(1, file_id);
    if (s.select_file.step()) {
      FileResult old;
      read_outcome(s.select_file, old);
      const std::string path(s.select_file.text(kFilePath));
      const bool examined = s.select_file.int64(kFileExamined) != 0;
      const bool listed_file =
          s.select_file.is_null(kFileParent) && s.select_file.text(kFileKind) != "directory";
      const std::int64_t size = s.select_file.int64(kFileSize);
      s.select_file.reset();
      if (examined) {
        s.drop_rows(file_id);
        if (is_loss(old.state)) --s.totals.losses;
        if (listed_file) {
          --s.totals.done_files;
          s.totals.done_bytes -= size;
        }
        s.update_file.bind(kFileId + 1, file_id);
        for (int column = kFileMd5; column <= kFileTwin; ++column) s.update_file.bind_null(column + 1);
        s.update_file.bind(kFileExamined + 1, std::int64_t{0}).run();
      }
      s.drop_members(path);
    }
    s.select_file.reset();
    all.commit();
  } catch (...) {
    s.totals = before;
    throw;
  }
}

void EvidenceDatabase::write_problems(const std::vector<Problem>& problems) {
  const Totals before = state_->totals;
  try {
    Transaction all(state_->db);
    for (const Problem& problem : problems) state_->insert_problem(problem);
    all.commit();
  } catch (...) {
    state_->totals = before;
    throw;
  }
}

void EvidenceDatabase::set_image_digests(const Digests& digests) {
  Transaction all(state_->db);
  state_->set_meta("image_md5", to_hex(digests.md5));
  state_->set_meta("image_sha1", to_hex(digests.sha1));
  state_->set_meta("image_sha256", to_hex(digests.sha256));
  all.commit();
}

void EvidenceDatabase::set_meta(std::string_view key, std::string_view value) {
  state_->set_meta(key, value);
}
std::string EvidenceDatabase::meta(std::string_view key) const {
  return state_->meta(key);
}

void EvidenceDatabase::finish() {
  if (finished()) return;
  State& s = *state_;
  try {
    Transaction all(s.db);
    finish_item(s.db, *s.rows, s.source.name);
    s.set_meta(kFinishedKey, "1");
    all.commit();
  } catch (...) {
    s.count();
    throw;
  }
  s.count();
}

bool EvidenceDatabase::finished() const {
  return state_->meta(kFinishedKey) == "1";
}

EvidenceDatabase::Totals EvidenceDatabase::totals() const {
  return state_->totals;
}

}  // namespace ulika
