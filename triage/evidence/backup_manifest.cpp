#include "triage/evidence/backup_manifest.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "triage/base/digest.h"
#include "triage/base/property_list.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxSteps = 4'000;  // calls of the progress handler, each after …
constexpr int kStepSize = 1'000'000;        // … so many instructions of SQLite's machine
constexpr int kMaxCell = 4 << 20;           // bytes

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

int only_reads(void*, int action, const char*, const char*, const char*, const char*) {
  return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

// A connection to the bytes of one database, which it may read from its own tables and nothing more.
class ManifestDatabase {
 public:
  explicit ManifestDatabase(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {
    // Write and read version: a deserialised database cannot have a log, and says so here.
    if (bytes_.size() >= 100) bytes_[18] = bytes_[19] = std::byte{1};
    sqlite3* db = nullptr;
    sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    db_.reset(db);
    if (db == nullptr) return;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kMaxCell);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
    const auto size = static_cast<sqlite3_int64>(bytes_.size());
    const int code = sqlite3_deserialize(db, "main", reinterpret_cast<unsigned char*>(bytes_.data()), size,
                                         size, SQLITE_DESERIALIZE_READONLY);
    if (code != SQLITE_OK) db_.reset();
    if (!db_) return;
    sqlite3_set_authorizer(db, only_reads, nullptr);
    sqlite3_progress_handler(
        db, kStepSize,
        [](void* self) { return ++static_cast<ManifestDatabase*>(self)->steps_ > kMaxSteps ? 1 : 0; }, this);
  }

  bool is_open() const { return db_ != nullptr; }
  std::string error() const { return sqlite3_errmsg(db_.get()); }

  std::unique_ptr<sqlite3_stmt, EndStatement> prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    return std::unique_ptr<sqlite3_stmt, EndStatement>(statement);
  }

 private:
  std::vector<std::byte> bytes_;  // outlives the connection
  std::unique_ptr<sqlite3, CloseDatabase> db_;
  std::uint64_t steps_ = 0;
};

std::string cell(sqlite3_stmt* row, int column) {
  const void* bytes = sqlite3_column_blob(row, column);
  const int size = sqlite3_column_bytes(row, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::optional<TimeMs> seconds(PropertyList::Node node) {
  const auto value = node.real();
  return value ? from_unix_seconds(*value) : std::nullopt;
}

EntryKind kind_of_mode(std::uint16_t mode) {
  switch (mode & 0xF000) {
    case 0x8000:
      return EntryKind::file;
    case 0x4000:
      return EntryKind::directory;
    case 0xA000:
      return EntryKind::link;
    default:
      return EntryKind::special;
  }
}

// A wrapped key stands behind its class, little-endian.
void take_key(Bytes key, BackupFile& file) {
  if (key.size() <= 4) return;
  ByteReader in(key);
  file.protection_class = in.u32le();
  file.wrapped_key = std::string(as_text(key.subspan(4)));
}

// The archived object MBFile.
bool read_facts(Bytes archive, BackupFile& file) {
  const auto list = PropertyList::read(archive);
  if (!list) return false;
  const PropertyList::Node facts = list->root();
  if (!facts.is_dictionary()) return false;
  file.size =
      static_cast<std::uint64_t>(std::max<std::int64_t>(0, facts.member("Size").integer().value_or(0)));
  file.times.modified = seconds(facts.member("LastModified"));
  file.times.changed = seconds(facts.member("LastStatusChange"));
  file.times.created = seconds(facts.member("Birth"));
  file.kind = kind_of_mode(static_cast<std::uint16_t>(facts.member("Mode").integer().value_or(0)));
  file.target = facts.member("Target").text();
  take_key(facts.member("EncryptionKey").data(), file);
  return true;
}

std::optional<EntryKind> kind_of_flags(std::int64_t flags) {
  switch (flags) {
    case 1:
      return EntryKind::file;
    case 2:
      return EntryKind::directory;
    case 4:
      return EntryKind::link;
    default:
      return {};
  }
}

std::string mbdb_string(ByteReader& in) {
  const std::uint16_t length = in.u16be();
  return length == 0xFFFF ? std::string() : std::string(as_text(in.take(length)));
}

}  // namespace

Result<ManifestCounts> read_manifest_db(std::vector<std::byte> database, const BackupFileSink& sink) {
  ManifestDatabase db(std::move(database));
  if (!db.is_open()) return fail(ErrorKind::damaged, "Manifest.db cannot be opened");
  {
    // A virtual table has no root page; only an ordinary one is read.
    const auto table =
        db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'Files' AND rootpage > 0");
    if (!table || sqlite3_step(table.get()) != SQLITE_ROW)
      return fail(ErrorKind::damaged, fmt::format("Manifest.db has no table of files ({})", db.error()));
  }
  const auto rows = db.prepare("SELECT fileID, domain, relativePath, flags, file FROM Files");
  if (!rows) return fail(ErrorKind::damaged, fmt::format("Manifest.db cannot be read: {}", db.error()));
  ManifestCounts counts;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    BackupFile file;
    file.id = cell(rows.get(), 0);
    file.domain = cell(rows.get(), 1);
    file.path = cell(rows.get(), 2);
    file.kind = EntryKind::special;
    const std::string facts = cell(rows.get(), 4);
    ++counts.files;
    if (!read_facts(as_bytes(facts), file)) ++counts.unreadable;
    // The flags say what it is; writers that leave them out have the mode.
    file.kind = kind_of_flags(sqlite3_column_int64(rows.get(), 3)).value_or(file.kind);
    sink(std::move(file));
  }
  if (code != SQLITE_DONE) {
    return fail(code == SQLITE_INTERRUPT ? ErrorKind::limit : ErrorKind::damaged,
                fmt::format("Manifest.db was read as far as {} files: {}", counts.files, db.error()));
  }
  return counts;
}

// Format: https://www.theiphonewiki.com/wiki/ITunes_Backup (Manifest.mbdb).
Result<ManifestCounts> read_manifest_mbdb(Bytes bytes, const BackupFileSink& sink) {
  ByteReader in(bytes);
  if (as_text(in.take(4)) != "mbdb") return fail(ErrorKind::damaged, "Manifest.mbdb does not begin like one");
  in.skip(2);
  ManifestCounts counts;
  while (in.left() > 0) {
    BackupFile file;
    file.domain = mbdb_string(in);
    file.path = mbdb_string(in);
    file.target = mbdb_string(in);
    mbdb_string(in);  // digest of the content
    const std::string key = mbdb_string(in);
    const std::uint16_t mode = in.u16be();
    in.skip(8 + 4 + 4);  // inode, owner, group
    const double modified = in.u32be();
    const double accessed = in.u32be();
    const double changed = in.u32be();
    file.size = in.u64be();
    in.skip(1);  // protection class
    for (unsigned properties = in.u8(); properties > 0 && in.ok(); --properties) {
      mbdb_string(in);
      mbdb_string(in);
    }
    if (!in.ok()) {
      return fail(ErrorKind::damaged,
                  fmt::format("Manifest.mbdb ends inside of its file {}", counts.files + 1));
    }
    file.kind = kind_of_mode(mode);
    file.times.modified = from_unix_seconds(modified);
    file.times.accessed = from_unix_seconds(accessed);
    file.times.changed = from_unix_seconds(changed);
    take_key(as_bytes(key), file);
    Hasher hasher;
    hasher.update(as_bytes(file.domain + "-" + file.path));
    file.id = to_hex(hasher.finish().sha1);
    ++counts.files;
    sink(std::move(file));
  }
  return counts;
}

}  // namespace ulika
