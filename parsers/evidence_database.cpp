#include "parsers/evidence_database.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace ulika {
namespace {

constexpr std::int64_t kHeapLimit = 1LL << 30;  // bytes, all connections of the process
constexpr int kMaxTables = 5000;
constexpr int kOpsBetweenChecks = 20000;
constexpr std::chrono::seconds kSchemaAllowance{20};
constexpr std::chrono::seconds kFillAllowance{120};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string column_text(sqlite3_stmt* statement, int column) {
  const auto* text = sqlite3_column_text(statement, column);
  if (!text) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

// Android's collations (LOCALIZED, UNICODE, PHONEBOOK, …) live in the phone. Any order will do for reading
// rows; definitions compare columns of such tables by number only.
int compare_bytes(void*, int left_size, const void* left, int right_size, const void* right) {
  const int common = std::memcmp(left, right, static_cast<std::size_t>(std::min(left_size, right_size)));
  return common != 0 ? common : left_size - right_size;
}

void add_collation(void*, sqlite3* db, int, const char* name) {
  sqlite3_create_collation(db, name, SQLITE_UTF8, nullptr, compare_bytes);
}

int authorize(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:  // only the built-in ones and ours exist
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

Error error_of(sqlite3* db) {
  const int code = sqlite3_errcode(db);
  const ErrorKind kind = code == SQLITE_NOTADB ? ErrorKind::unsupported
                         : code == SQLITE_INTERRUPT || code == SQLITE_NOMEM || code == SQLITE_FULL
                             ? ErrorKind::limit
                             : ErrorKind::damaged;
  return {kind, fmt::format("SQLite says “{}”", sqlite3_errmsg(db))};
}

// Table-valued functions make themselves known at their first use, which the authorizer would take for a
// change of the schema.
constexpr const char* kWakeTableFunctions = "SELECT 1 FROM json_each('[]'), json_tree('[]')";

}  // namespace

void SuspectDatabase::harden() {
  sqlite3_hard_heap_limit64(kHeapLimit);
  const auto config = [&](int option, int value) { sqlite3_db_config(db_, option, value, nullptr); };
  config(SQLITE_DBCONFIG_DEFENSIVE, 1);
  config(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  config(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  config(SQLITE_DBCONFIG_ENABLE_VIEW, 0);  // of the evidence; temp views keep working
  config(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  config(SQLITE_DBCONFIG_DQS_DML, 0);
  constexpr std::pair<int, int> kLimits[] = {
      {SQLITE_LIMIT_LENGTH, 64 << 20},     {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
      {SQLITE_LIMIT_COLUMN, 2000},         {SQLITE_LIMIT_EXPR_DEPTH, 200},
      {SQLITE_LIMIT_COMPOUND_SELECT, 50},  {SQLITE_LIMIT_VDBE_OP, 250000},
      {SQLITE_LIMIT_FUNCTION_ARG, 32},     {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
      {SQLITE_LIMIT_VARIABLE_NUMBER, 100}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
  };
  for (const auto& [limit, value] : kLimits) sqlite3_limit(db_, limit, value);
  sqlite3_collation_needed(db_, nullptr, add_collation);
  sqlite3_progress_handler(
      db_, kOpsBetweenChecks,
      [](void* self) {
        auto& database = *static_cast<SuspectDatabase*>(self);
        database.out_of_time_ = std::chrono::steady_clock::now() > database.deadline_;
        return database.out_of_time_ ? 1 : 0;
      },
      this);
}

Result<std::unique_ptr<SuspectDatabase>> SuspectDatabase::open(const std::vector<File>& files) {
  std::unique_ptr<SuspectDatabase> database(new SuspectDatabase());
  for (const File& file : files) database->vfs_.add(file.name, file.data);
  database->deadline_ = std::chrono::steady_clock::now() + kSchemaAllowance;
  // Read-write, for a hot journal is rolled back by writing; what is written stays in the overlay.
  if (sqlite3_open_v2("main", &database->db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                      database->vfs_.name()) != SQLITE_OK) {
    return tl::unexpected(error_of(database->db_));
  }
  database->harden();
  std::string error;
  for (const char* pragma : {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA temp_store=MEMORY",
                             "PRAGMA mmap_size=0", "PRAGMA cell_size_check=ON", "PRAGMA cache_size=-16384"}) {
    if (!database->run(pragma, error)) return tl::unexpected(error_of(database->db_));
  }
  register_sql_functions(database->db_, database->faults_);
  if (auto read = database->read_shape("main"); !read) return tl::unexpected(read.error());
  database->run(kWakeTableFunctions, error);
  return database;
}

Result<std::unique_ptr<SuspectDatabase>> SuspectDatabase::in_memory() {
  std::unique_ptr<SuspectDatabase> database(new SuspectDatabase());
  database->deadline_ = std::chrono::steady_clock::now() + kFillAllowance;
  constexpr int kFlags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &database->db_, kFlags, nullptr) != SQLITE_OK)
    return tl::unexpected(error_of(database->db_));
  database->harden();
  std::string error;
  if (!database->run("PRAGMA temp_store=MEMORY", error)) return tl::unexpected(error_of(database->db_));
  register_sql_functions(database->db_, database->faults_);
  database->run(kWakeTableFunctions, error);
  return database;
}

SuspectDatabase::~SuspectDatabase() {
  if (db_) sqlite3_close(db_);
}

bool SuspectDatabase::run(const std::string& sql, std::string& error) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return true;
  error = sqlite3_errmsg(db_);
  return false;
}

Result<void> SuspectDatabase::attach(const std::string& schema, const std::string& name) {
  std::string error;
  if (!run(fmt::format("ATTACH '{}' AS \"{}\"", name, schema), error)) return tl::unexpected(error_of(db_));
  auto read = read_shape(schema);
  if (!read) {
    shapes_.erase(schema);
    run(fmt::format("DETACH \"{}\"", schema), error);
  }
  return read;
}

Result<void> SuspectDatabase::read_shape(const std::string& schema) {
  DatabaseShape shape;
  sqlite3_stmt* tables = nullptr;
  const std::string list = fmt::format("PRAGMA \"{}\".table_list", schema);
  if (sqlite3_prepare_v2(db_, list.c_str(), -1, &tables, nullptr) != SQLITE_OK)
    return tl::unexpected(error_of(db_));
  int rc = SQLITE_ROW;
  std::vector<std::pair<std::string, bool>> names;
  while (names.size() < kMaxTables && (rc = sqlite3_step(tables)) == SQLITE_ROW) {
    const std::string type = column_text(tables, 2);
    if (column_text(tables, 0) != schema || (type != "table" && type != "shadow")) continue;
    names.emplace_back(column_text(tables, 1), sqlite3_column_int(tables, 4) == 0);
  }
  sqlite3_finalize(tables);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) return tl::unexpected(error_of(db_));

  const std::string query = fmt::format("SELECT name, hidden FROM pragma_table_xinfo(?1, '{}')", schema);
  sqlite3_stmt* columns = nullptr;
  if (sqlite3_prepare_v2(db_, query.c_str(), -1, &columns, nullptr) != SQLITE_OK)
    return tl::unexpected(error_of(db_));
  for (const auto& [name, has_rowid] : names) {
    if (name.rfind("sqlite_schema", 0) == 0 || name.rfind("sqlite_temp_schema", 0) == 0) continue;
    TableShape& table = shape[lower(name)];
    table.has_rowid = has_rowid;
    sqlite3_bind_text(columns, 1, name.data(), static_cast<int>(name.size()), SQLITE_TRANSIENT);
    while (sqlite3_step(columns) == SQLITE_ROW) {
      if (sqlite3_column_int(columns, 1) != 1) table.columns.insert(lower(column_text(columns, 0)));
    }
    sqlite3_reset(columns);
  }
  sqlite3_finalize(columns);
  shapes_[schema] = std::move(shape);
  return {};
}

const DatabaseShape& SuspectDatabase::shape(const std::string& schema) const {
  static const DatabaseShape kNone;
  const auto it = shapes_.find(schema);
  return it == shapes_.end() ? kNone : it->second;
}

void SuspectDatabase::allow(std::chrono::seconds allowance) {
  deadline_ = std::chrono::steady_clock::now() + allowance;
  out_of_time_ = false;
}

void SuspectDatabase::lock(std::chrono::seconds allowance) {
  allow(allowance);
  sqlite3_set_authorizer(db_, authorize, nullptr);
}

void SuspectDatabase::unlock() {
  sqlite3_set_authorizer(db_, nullptr, nullptr);
}

}  // namespace ulika
