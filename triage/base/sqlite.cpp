#include "triage/base/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace ulika {
namespace {

std::string reason(int code, const char* detail) {
  if (code == SQLITE_READONLY_ROLLBACK) {
    return "the run that wrote it was cut off; the same triage command goes on from there";
  }
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "the disk is full";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "it may not be written (no rights, or a read-only disk)";
    case SQLITE_CANTOPEN:
      return "it cannot be opened (does it exist, and may it be read?)";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program is using it";
    case SQLITE_NOTADB:
      return "it is not a database";
    case SQLITE_CORRUPT:
      return "it is damaged";
    case SQLITE_IOERR:
      return fmt::format("the disk or file system failed ({})", detail);
    case SQLITE_NOMEM:
      return "there is not enough memory";
    default:
      return detail;
  }
}

// Throws what `code` means for the database behind `db`.
[[noreturn]] void raise(sqlite3* db, int code) {
  const char* file = sqlite3_db_filename(db, "main");
  const std::string name = file != nullptr && *file != '\0' ? file : "the database in memory";
  throw DatabaseError(code, fmt::format("{}: {}", name, reason(code, sqlite3_errmsg(db))));
}

void check(sqlite3* db, int code) {
  if (code != SQLITE_OK) raise(db, sqlite3_extended_errcode(db));
}

}  // namespace

bool DatabaseError::left_half_written() const {
  return code_ == SQLITE_READONLY_ROLLBACK;
}

Statement::Statement(sqlite3* db, std::string_view sql) {
  check(db, sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &handle_, nullptr));
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
  check(sqlite3_db_handle(handle_), sqlite3_bind_int64(handle_, index, value));
  return *this;
}

Statement& Statement::bind(int index, double value) {
  check(sqlite3_db_handle(handle_), sqlite3_bind_double(handle_, index, value));
  return *this;
}

// A null pointer would bind NULL; an empty text or blob is a value of its own.
Statement& Statement::bind(int index, std::string_view value) {
  check(sqlite3_db_handle(handle_), sqlite3_bind_text64(handle_, index, value.empty() ? "" : value.data(),
                                                        value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int index, Bytes value) {
  check(sqlite3_db_handle(handle_),
        sqlite3_bind_blob64(handle_, index, value.empty() ? static_cast<const void*>("") : value.data(),
                            value.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind_null(int index) {
  check(sqlite3_db_handle(handle_), sqlite3_bind_null(handle_, index));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  // A reset repeats the error and frees the locks the statement holds.
  sqlite3_reset(handle_);
  sqlite3* db = sqlite3_db_handle(handle_);
  raise(db, sqlite3_extended_errcode(db));
}

void Statement::run() {
  while (step()) {
  }
  reset();
  sqlite3_clear_bindings(handle_);
}

void Statement::reset() {
  sqlite3_reset(handle_);
}

int Statement::columns() const {
  return sqlite3_column_count(handle_);
}

std::string_view Statement::column_name(int index) const {
  const char* name = sqlite3_column_name(handle_, index);
  return name != nullptr ? name : std::string_view();
}

bool Statement::is_null(int index) const {
  return type(index) == SQLITE_NULL;
}

int Statement::type(int index) const {
  return sqlite3_column_type(handle_, index);
}

std::int64_t Statement::int64(int index) const {
  return sqlite3_column_int64(handle_, index);
}

double Statement::real(int index) const {
  return sqlite3_column_double(handle_, index);
}

std::string_view Statement::text(int index) const {
  const unsigned char* text = sqlite3_column_text(handle_, index);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, index))};
}

Bytes Statement::blob(int index) const {
  const void* data = sqlite3_column_blob(handle_, index);
  if (data == nullptr) return {};
  return {static_cast<const std::byte*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, index))};
}

Database::Database(const std::filesystem::path& file, Mode mode) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr);
  try {
    if (code != SQLITE_OK)
      throw DatabaseError(code, fmt::format("{}: {}", file.string(), reason(code, sqlite3_errmsg(handle_))));
    sqlite3_busy_timeout(handle_, 5000);
    // The first statement also finds out whether the file is a database at all.
    if (mode == Mode::read_only) {
      exec("PRAGMA schema_version");
    } else {
      exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF");
    }
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

void Database::exec(std::string_view sql) {
  check(handle_, sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(handle_);
}

std::int64_t Database::scalar(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.int64(0) : 0;
}

Transaction::Transaction(Database& db) : db_(&db) {
  db.exec("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // Some errors (a full disk) end the transaction on their own; there is nothing left to roll back then.
  if (db_ != nullptr && sqlite3_get_autocommit(db_->handle()) == 0) {
    sqlite3_exec(db_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  db_->exec("COMMIT");
  db_ = nullptr;
}

}  // namespace ulika
