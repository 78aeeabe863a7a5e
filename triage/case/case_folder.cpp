#include "triage/case/case_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "triage/base/text.h"
#include "triage/base/time.h"
#include "triage/case/schema.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxNameBytes =
    150;  // leaves room for "-2", ".db-journal" within a file name's 255 bytes

// Marks case.db among SQLite databases ("ULKC"); PRAGMA application_id.
constexpr std::int64_t kApplicationId = 0x554c4b43;

bool is_within(const fs::path& inner, const fs::path& outer) {
  const auto [outer_at, inner_at] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return outer_at == outer.end() || (outer_at->empty() && std::next(outer_at) == outer.end());
}

Result<void> check_apart(const fs::path& dir, const std::vector<fs::path>& evidence) {
  for (const fs::path& item : evidence) {
    std::error_code failed;
    const fs::path real = fs::weakly_canonical(item, failed);
    if (failed) continue;  // whether the evidence can be read is told when it is opened
    if (is_within(dir, real)) {
      return fail(ErrorKind::usage,
                  fmt::format("the case folder {} lies inside the evidence {}; evidence is never "
                              "written to, so choose another folder",
                              dir.string(), item.string()));
    }
    if (is_within(real, dir)) {
      return fail(ErrorKind::usage,
                  fmt::format("the evidence {} lies inside the case folder {}; choose another folder",
                              item.string(), dir.string()));
    }
  }
  return {};
}

// What lies in the folder that was named.
enum class FolderKind { empty, ours, foreign };

Result<FolderKind> kind_of(const fs::path& dir) {
  std::error_code failed;
  if (!fs::is_directory(dir, failed)) {
    return fail(ErrorKind::usage, fmt::format("{} is no folder", dir.string()));
  }
  bool empty = true;
  for (fs::directory_iterator it(dir, failed), end; !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename().string();
    if (name == "case.db") return FolderKind::ours;
    // What a run that was killed before case.db existed leaves behind.
    if (name != "case.lock" && !name.starts_with("case.db.new")) empty = false;
  }
  if (failed)
    return fail(ErrorKind::io,
                fmt::format("the folder {} cannot be read: {}", dir.string(), failed.message()));
  return empty ? FolderKind::empty : FolderKind::foreign;
}

Result<int> lock_folder(const fs::path& dir) {
  const fs::path file = dir / "case.lock";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return fail(ErrorKind::io,
                fmt::format("the case folder {} cannot be written: {}", dir.string(), std::strerror(errno)));
  }
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return fail(ErrorKind::usage, fmt::format("another run is at work in the case folder {}", dir.string()));
  }
  return fd;
}

void make_case_db(const fs::path& file) {
  // Made under another name, so that a run that is killed here leaves no half-made case.
  const fs::path fresh = file.string() + ".new";
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) fs::remove(fs::path(fresh) += suffix, ignored);
  {
    Database db(fresh, Database::Mode::create);
    db.exec("PRAGMA journal_mode = DELETE");
    Transaction all(db);
    create_tables(db, case_tables(), kCaseSchemaVersion);
    db.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    Statement meta = db.prepare("INSERT INTO meta VALUES (?, ?)");
    meta.bind(1, "program").bind(2, "ulika " ULIKA_VERSION).run();
    all.commit();
  }
  fs::rename(fresh, file);
}

// Whether the header of the file bears our mark, told without SQLite.
bool bears_our_mark(const fs::path& file) {
  constexpr std::size_t kHeader =
      72;  // the mark is its last four bytes, big-endian (SQLite file format, 1.3)
  unsigned char header[kHeader] = {};
  std::ifstream in(file, std::ios::binary);
  if (!in.read(reinterpret_cast<char*>(header), kHeader)) return false;
  return (std::uint32_t{header[68]} << 24 | std::uint32_t{header[69]} << 16 | std::uint32_t{header[70]} << 8 |
          header[71]) == kApplicationId;
}

// Opened to read only, so that a database of another program that bears this name is not touched.
Database open_case_db(const fs::path& file) {
  try {
    return Database(file, Database::Mode::read_only);
  } catch (const DatabaseError& e) {
    // A run that was killed while it closed the case leaves a journal, which only a writer can roll back.
    if (!e.left_half_written() || !bears_our_mark(file)) throw;
    Database(file, Database::Mode::read_write).exec("PRAGMA journal_mode = DELETE");
    return Database(file, Database::Mode::read_only);
  }
}

Result<Database> read_case_db(const fs::path& file) {
  Database db = open_case_db(file);
  if (db.scalar("PRAGMA application_id") != kApplicationId) {
    return fail(ErrorKind::usage, fmt::format("{} is no case of this program", file.parent_path().string()));
  }
  if (const std::int64_t version = db.scalar("PRAGMA user_version"); version != kCaseSchemaVersion) {
    return fail(
        ErrorKind::unsupported,
        fmt::format("the case {} was made by another version of the program (schema {}, this one uses {})",
                    file.parent_path().string(), version, kCaseSchemaVersion));
  }
  return db;
}

// A name that is safe as a file name: no separators, no control characters, not hidden, not too long.
std::string safe_name(std::string_view wanted) {
  const std::string text = to_valid_utf8(wanted);
  std::string name;
  for (const char c : text)
    name += static_cast<unsigned char>(c) < 0x20 || c == '/' || c == '\\' || c == 0x7f ? '_' : c;
  while (!name.empty() && (name.front() == '.' || name.front() == ' ')) name.erase(0, 1);
  name = clip_utf8(name, kMaxNameBytes);
  return name.empty() ? "evidence" : name;
}

}  // namespace

Result<CaseFolder> CaseFolder::open_or_create(const fs::path& dir,
                                              const std::vector<fs::path>& evidence) try {
  std::error_code failed;
  const fs::path real = fs::weakly_canonical(dir, failed);
  if (failed)
    return fail(ErrorKind::io, fmt::format("{} cannot be reached: {}", dir.string(), failed.message()));
  if (Result<void> apart = check_apart(real, evidence); !apart) return tl::unexpected(apart.error());
  if (!fs::exists(real) && !fs::create_directories(real, failed) && failed) {
    return fail(ErrorKind::io,
                fmt::format("the case folder {} cannot be made: {}", dir.string(), failed.message()));
  }
  const Result<FolderKind> kind = kind_of(real);
  if (!kind) return tl::unexpected(kind.error());
  if (*kind == FolderKind::foreign) {
    return fail(ErrorKind::usage,
                fmt::format("the folder {} is not empty and is no case; name an empty or a new folder",
                            dir.string()));
  }

  const fs::path file = real / "case.db";
  if (*kind == FolderKind::ours) {
    if (Result<Database> ours = read_case_db(file); !ours) return tl::unexpected(ours.error());
  }
  CaseFolder folder;
  folder.dir_ = real;
  Result<int> lock = lock_folder(real);
  if (!lock) return tl::unexpected(lock.error());
  folder.lock_fd_ = *lock;
  if (!fs::exists(file)) make_case_db(file);
  folder.db_ = Database(file, Database::Mode::read_write);
  fs::create_directories(real / "evidence");
  folder.audit_ = std::make_unique<Audit>(real / "audit.jsonl");
  return folder;
} catch (const std::exception& e) {
  return fail(ErrorKind::io, fmt::format("the case folder {} cannot be used: {}", dir.string(), e.what()));
}

Result<CaseFolder> CaseFolder::open(const fs::path& dir) try {
  std::error_code failed;
  const fs::path real = fs::canonical(dir, failed);
  if (failed) return fail(ErrorKind::not_found, fmt::format("there is no case folder {}", dir.string()));
  if (!fs::exists(real / "case.db")) {
    return fail(ErrorKind::usage, fmt::format("{} is no case: it has no case.db", dir.string()));
  }
  CaseFolder folder;
  folder.dir_ = real;
  Result<Database> db = read_case_db(real / "case.db");
  if (!db) return tl::unexpected(db.error());
  folder.db_ = std::move(*db);
  folder.audit_ = std::make_unique<Audit>(real / "audit.jsonl");
  return folder;
} catch (const std::exception& e) {
  return fail(ErrorKind::io, fmt::format("the case folder {} cannot be used: {}", dir.string(), e.what()));
}

CaseFolder::CaseFolder(CaseFolder&& other) noexcept
    : dir_(std::move(other.dir_)),
      db_(std::move(other.db_)),
      audit_(std::move(other.audit_)),
      lock_fd_(std::exchange(other.lock_fd_, -1)) {}

CaseFolder::~CaseFolder() {
  if (lock_fd_ < 0) return;  // moved from, or opened to read
  try {
    // One file, readable where nothing may be written.
    if (db_.handle() != nullptr) db_.exec("PRAGMA journal_mode = DELETE");
  } catch (const DatabaseError&) {
    // A reader is at work: the log stays, which harms nothing.
  }
  ::close(lock_fd_);
}

fs::path CaseFolder::evidence_db_path(const std::string& evidence_name) const {
  return dir_ / "evidence" / (evidence_name + ".db");
}

std::vector<std::string> CaseFolder::evidence_names() const {
  std::vector<std::string> names;
  Statement rows(db_.handle(), "SELECT name FROM sources ORDER BY n");
  while (rows.step()) names.emplace_back(rows.text(0));
  return names;
}

std::string CaseFolder::register_evidence(const std::string& wanted, const fs::path& host_path) {
  std::error_code failed;
  fs::path real = fs::canonical(host_path, failed);
  if (failed) real = fs::absolute(host_path);
  Transaction all(db_);
  Statement known = db_.prepare("SELECT name FROM sources WHERE host_path = ?");
  known.bind(1, std::string_view(real.native()));
  if (known.step()) return std::string(known.text(0));
  const std::string base = safe_name(wanted);
  std::string name = base;
  Statement taken = db_.prepare("SELECT 1 FROM sources WHERE name = ? COLLATE NOCASE");
  for (int n = 2;; ++n) {
    taken.bind(1, std::string_view(name));
    const bool is_taken = taken.step();
    taken.reset();
    if (!is_taken) break;
    name = fmt::format("{}-{}", base, n);
  }
  Statement row = db_.prepare("INSERT INTO sources (name, host_path, added_at) VALUES (?, ?, ?)");
  row.bind(1, std::string_view(name))
      .bind(2, std::string_view(real.native()))
      .bind(3, std::int64_t{now_ms()})
      .run();
  all.commit();
  return name;
}

}  // namespace ulika
