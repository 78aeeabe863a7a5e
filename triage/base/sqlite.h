// The program's own databases: RAII over sqlite3, errors as exceptions (a broken run). Never used on
// evidence.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "triage/base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ulika {

// A failure of the program's own database (full disk, no rights, damage). what() is a sentence for a person.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  int code() const { return code_; }  // extended SQLite result code
  // A writer was killed amid a transaction: only a writer can roll it back, and this connection only reads.
  bool left_half_written() const;

 private:
  int code_;
};

class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* db, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  // Bindings are numbered from 1. Text and blobs are copied.
  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, double value);
  Statement& bind(int index, std::string_view value);
  Statement& bind_blob(int index, Bytes value);
  Statement& bind_null(int index);

  // True while there is a row. Throws DatabaseError.
  bool step();
  // Runs to the end and makes the statement ready for new bindings.
  void run();
  void reset();

  int columns() const;
  std::string_view column_name(int index) const;
  bool is_null(int index) const;
  int type(int index) const;  // SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL
  std::int64_t int64(int index) const;
  double real(int index) const;
  std::string_view text(int index) const;  // valid until the next step
  Bytes blob(int index) const;             // valid until the next step

 private:
  sqlite3_stmt* handle_ = nullptr;
};

class Database {
 public:
  enum class Mode { create, read_write, read_only };
  Database() = default;
  Database(const std::filesystem::path& file, Mode mode);
  ~Database();
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;

  void exec(std::string_view sql);
  Statement prepare(std::string_view sql) { return Statement(handle_, sql); }
  std::int64_t last_insert_rowid() const;
  std::int64_t scalar(std::string_view sql);  // first column of the first row, 0 when there is none
  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when it goes out of scope without commit().
class Transaction {
 public:
  explicit Transaction(Database& db);
  ~Transaction();
  void commit();

 private:
  Database* db_;
};

}  // namespace ulika
