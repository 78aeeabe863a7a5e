#include "tests/parsers/deletion_cases.h"

#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <stdexcept>

namespace ulika::test {
namespace {

constexpr char kSchema[] =
    "CREATE TABLE chat(_id INTEGER PRIMARY KEY AUTOINCREMENT, jid TEXT UNIQUE, subject TEXT, hidden INTEGER);"
    "CREATE TABLE message(_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL,"
    " from_me INTEGER NOT NULL, key_id TEXT NOT NULL, status INTEGER, timestamp INTEGER, text_data TEXT,"
    " latitude REAL, thumb BLOB);"
    "CREATE INDEX message_chat ON message(chat_row_id, timestamp);"
    "CREATE INDEX message_key ON message(key_id);"
    "CREATE TABLE note(author TEXT, body TEXT, at INTEGER, stars INTEGER);"
    "CREATE TABLE draft(chat INTEGER, slot TEXT, body TEXT, at INTEGER, PRIMARY KEY(chat, slot)) WITHOUT "
    "ROWID;";

struct Table {
  const char* name;
  const char* insert;
  int rowid_column;  // or -1
  bool has_rowid;
};
constexpr Table kTables[] = {
    {"message", "INSERT INTO message VALUES(?,?,?,?,?,?,?,?,?)", 0, true},
    {"note", "INSERT INTO note VALUES(?,?,?,?)", -1, true},
    {"draft", "INSERT INTO draft VALUES(?,?,?,?)", -1, false},
};

// The record format once more, so that what is held is not counted by the code under test.
std::uint64_t serial_of(const SqliteValue& value, bool utf16) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) {
    if (*n == 0) return 8;
    if (*n == 1) return 9;
    const int bits[] = {8, 16, 24, 32, 48};
    for (std::uint64_t i = 0; i < 5; ++i) {
      const std::int64_t bound = 1LL << (bits[i] - 1);
      if (*n >= -bound && *n < bound) return i + 1;
    }
    return 6;
  }
  if (std::holds_alternative<double>(value)) return 7;
  if (const auto* text = std::get_if<std::string>(&value)) {
    std::size_t bytes = text->size();
    if (utf16) {
      bytes = 0;
      for (const char c : *text) bytes += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 2 : 0;
    }
    return 13 + 2 * bytes;
  }
  if (const auto* blob = std::get_if<SqliteBlob>(&value)) return 12 + 2 * blob->bytes.size();
  return 0;
}

void put_varint(std::string& out, std::uint64_t value) {
  std::string reversed(1, static_cast<char>(value & 0x7F));
  for (value >>= 7; value != 0; value >>= 7) reversed += static_cast<char>((value & 0x7F) | 0x80);
  out.append(reversed.rbegin(), reversed.rend());
}

void put_big_endian(std::string& out, std::uint64_t value, std::size_t size) {
  while (size-- > 0) out += static_cast<char>(value >> (8 * size) & 0xFF);
}

std::string record_of(const std::vector<SqliteValue>& values, const std::string& encoding, int rowid_column) {
  const bool utf16 = encoding != "UTF-8";
  std::string types;
  std::string body;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (static_cast<int>(i) == rowid_column) {
      types += '\0';
      continue;
    }
    const std::uint64_t serial = serial_of(values[i], utf16);
    put_varint(types, serial);
    constexpr std::size_t kSizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (const auto* n = std::get_if<std::int64_t>(&values[i]))
      put_big_endian(body, static_cast<std::uint64_t>(*n), kSizes[serial]);
    if (const auto* d = std::get_if<double>(&values[i]))
      put_big_endian(body, std::bit_cast<std::uint64_t>(*d), 8);
    if (const auto* blob = std::get_if<SqliteBlob>(&values[i])) body += blob->bytes;
    if (const auto* text = std::get_if<std::string>(&values[i])) {
      if (!utf16) body += *text;
      for (std::size_t at = 0; utf16 && at < text->size();) {
        const char32_t c = next_code_point(*text, at);
        const char high = static_cast<char>(c >> 8 & 0xFF);
        const char low = static_cast<char>(c & 0xFF);
        body += encoding == "UTF-16le" ? low : high;
        body += encoding == "UTF-16le" ? high : low;
      }
    }
  }
  std::string out;
  put_varint(out, types.size() + (types.size() + 1 < 128 ? 1 : 2));
  return out + types + body;
}

// What must be in a file for a row to be held: its cell but the first four bytes, in the pieces in which it
// is laid out.
std::vector<std::string> pieces_of(const PastRow& row, const Table& table, const DeletionCase& how) {
  const std::string record = record_of(row.values, how.encoding, table.rowid_column);
  std::string cell;
  put_varint(cell, record.size());
  if (table.has_rowid) put_varint(cell, static_cast<std::uint64_t>(row.rowid));
  const std::size_t head = cell.size();
  const auto u = static_cast<std::size_t>(how.page_size);
  const std::size_t most = table.has_rowid ? u - 35 : (u - 12) * 64 / 255 - 23;
  const std::size_t least = (u - 12) * 32 / 255 - 23;
  std::size_t local = record.size();
  if (local > most) {
    local = least + (record.size() - least) % (u - 4);
    if (local > most) local = least;
  }
  cell += record.substr(0, local);
  std::vector<std::string> pieces = {cell.substr(std::min<std::size_t>(4, head + local))};
  for (std::size_t at = local; at < record.size(); at += u - 4) pieces.push_back(record.substr(at, u - 4));
  return pieces;
}

void check(int rc, sqlite3* db) {
  if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) throw std::runtime_error(sqlite3_errmsg(db));
}

class Maker {
 public:
  explicit Maker(const DeletionCase& how) : how_(how), random_(how.seed) {
    static int number = 0;
    dir_ = std::filesystem::temp_directory_path() / fmt::format("ulika-deletions-{}-{}", getpid(), ++number);
    std::filesystem::create_directories(dir_);
    check(sqlite3_open((dir_ / "a.db").c_str(), &db_), db_);
  }
  ~Maker() {
    sqlite3_close(db_);
    std::filesystem::remove_all(dir_);
  }

  DeletionResult make() {
    run(
        fmt::format("PRAGMA page_size={}; PRAGMA encoding='{}'; PRAGMA auto_vacuum={};"
                    "PRAGMA secure_delete={}; PRAGMA journal_mode={}; PRAGMA wal_autocheckpoint=0;"
                    "PRAGMA synchronous=OFF;",
                    how_.page_size, how_.encoding, how_.auto_vacuum, how_.secure_delete, how_.journal));
    run(kSchema);
    for (int chat = 1; chat <= 12; ++chat)
      run(fmt::format("INSERT INTO chat(jid, subject, hidden) VALUES('{}@example', 'chat {}', 0)", chat,
                      chat));
    run("BEGIN");
    for (int i = 0; i < how_.rows; ++i) insert_one(i);
    run("COMMIT");
    if (std::string(how_.journal) == "WAL") run("PRAGMA wal_checkpoint(TRUNCATE)");
    remove();
    for (int i = 0; i < how_.later_inserts; ++i) insert_one(how_.rows + i);
    if (how_.checkpoint) run("PRAGMA wal_checkpoint(RESTART)");
    if (how_.reuse_log) {
      for (int i = 0; i < 3; ++i) insert_one(how_.rows + how_.later_inserts + i);
    }
    if (how_.closed) {
      sqlite3_close(db_);
      db_ = nullptr;
    }
    DeletionResult out;
    out.main = read("a.db");
    out.wal = read("a.db-wal");
    out.journal = read("a.db-journal");
    out.rows = rows_;
    for (PastRow& row : out.rows) row.held = how_.count_held && !row.live && is_held(row, out);
    return out;
  }

 private:
  void run(const std::string& sql) { check(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr), db_); }

  std::vector<std::byte> read(const char* name) const {
    std::ifstream in(dir_ / name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
  }

  int chance(int from, int to) {
    return from + static_cast<int>(random_() % static_cast<unsigned>(to - from + 1));
  }

  std::string text(const std::string& mark) {
    static const char* const kWords[] = {"адрес ", "вечером ", "ok ", "жду ", "price ", "сегодня ", "тут "};
    std::string out = mark + " ";
    const int length = chance(1, 10) == 1 ? chance(0, how_.longest * 20) : chance(0, how_.longest);
    while (out.size() < static_cast<std::size_t>(length)) out += kWords[random_() % 7];
    return out;
  }

  void insert_one(int i) {
    const bool dropped = how_.pattern == Pattern::dropped_table && i >= how_.rows;
    const int kind = chance(dropped ? 8 : 1, 10);
    const Table& table = kTables[kind <= 7 ? 0 : kind <= 9 ? 1 : 2];
    PastRow row;
    row.table = table.name;
    const std::string mark = fmt::format("#{:05}", i);
    const std::int64_t at = 1772334245000 + i * 61000LL + chance(0, 999);
    if (table.rowid_column == 0) {
      SqliteValue latitude;
      if (chance(1, 8) == 1) latitude = 46.0 + chance(1, 9999) / 10000.0;
      SqliteValue thumb;
      if (chance(1, 6) == 1) {
        std::string bytes;
        for (int n = chance(1, 200); n > 0; --n) bytes += static_cast<char>(random_() & 0xFF);
        thumb = SqliteBlob{bytes};
      }
      row.values = {std::int64_t{++last_[0]},
                    std::int64_t{chance(1, 12)},
                    std::int64_t{chance(0, 1)},
                    fmt::format("3EB0{:08X}{:05}", random_(), i),
                    std::int64_t{chance(0, 13)},
                    at,
                    chance(1, 20) == 1 ? SqliteValue() : SqliteValue(text(mark)),
                    latitude,
                    thumb};
      row.rowid = last_[0];
    } else if (table.has_rowid) {
      row.values = {fmt::format("@example_{}", chance(1, 9)), text(mark), at, std::int64_t{chance(0, 5)}};
      row.rowid = ++last_[1];
    } else {
      row.values = {std::int64_t{chance(1, 12)}, mark, text(mark), at};
    }
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, table.insert, -1, &statement, nullptr), db_);
    for (std::size_t v = 0; v < row.values.size(); ++v) {
      const int place = static_cast<int>(v) + 1;
      if (const auto* n = std::get_if<std::int64_t>(&row.values[v])) sqlite3_bind_int64(statement, place, *n);
      if (const auto* d = std::get_if<double>(&row.values[v])) sqlite3_bind_double(statement, place, *d);
      if (const auto* t = std::get_if<std::string>(&row.values[v]))
        sqlite3_bind_text(statement, place, t->c_str(), -1, SQLITE_TRANSIENT);
      if (const auto* b = std::get_if<SqliteBlob>(&row.values[v]))
        sqlite3_bind_blob(statement, place, b->bytes.data(), static_cast<int>(b->bytes.size()),
                          SQLITE_TRANSIENT);
    }
    check(sqlite3_step(statement), db_);
    sqlite3_finalize(statement);
    row.live = true;
    rows_.push_back(std::move(row));
  }

  std::string where(const PastRow& row) const {
    if (row.rowid != 0) return fmt::format("rowid = {}", row.rowid);
    return fmt::format("chat = {} AND slot = '{}'", std::get<std::int64_t>(row.values[0]),
                       std::get<std::string>(row.values[1]));
  }

  void remove_row(PastRow& row) {
    run(fmt::format("DELETE FROM {} WHERE {}", row.table, where(row)));
    row.live = false;
  }

  void remove() {
    const std::size_t count = rows_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto* chat =
          std::get_if<std::int64_t>(rows_[i].values.size() == 9 ? &rows_[i].values[1] : nullptr);
      switch (how_.pattern) {
        case Pattern::scattered:
          if (chance(1, 10) == 1) remove_row(rows_[i]);
          break;
        case Pattern::range:
          if (i > count / 3 && i < count / 2) remove_row(rows_[i]);
          break;
        case Pattern::whole_chat:
          if (chat && *chat == 5) rows_[i].live = false;
          break;
        case Pattern::all_rows:
        case Pattern::dropped_table:
          if (rows_[i].table == "message") rows_[i].live = false;
          break;
        case Pattern::updated:
          if (rows_[i].table == "message" && chance(1, 10) == 1) update(i);
          break;
      }
    }
    if (how_.pattern == Pattern::whole_chat)
      run("BEGIN; DELETE FROM message WHERE chat_row_id = 5; DELETE FROM chat WHERE _id = 5; COMMIT");
    if (how_.pattern == Pattern::all_rows) run("DELETE FROM message WHERE _id > 0");
    if (how_.pattern == Pattern::dropped_table) run("DROP TABLE message");
  }

  void update(std::size_t i) {
    PastRow next = rows_[i];
    const std::string words = fmt::format("edited {}", i);
    next.values[6] = words;
    run(fmt::format("UPDATE message SET text_data = '{}' WHERE {}", words, where(next)));
    rows_[i].live = false;
    rows_.push_back(std::move(next));
  }

  bool is_held(const PastRow& row, const DeletionResult& files) const {
    const auto* table = std::find_if(std::begin(kTables), std::end(kTables),
                                     [&](const Table& t) { return row.table == t.name; });
    for (const std::string& piece : pieces_of(row, *table, how_)) {
      const bool there = std::any_of(std::begin(kFiles), std::end(kFiles), [&](auto file) {
        const std::vector<std::byte>& bytes = files.*file;
        return !bytes.empty() && memmem(bytes.data(), bytes.size(), piece.data(), piece.size()) != nullptr;
      });
      if (!there) return false;
    }
    return true;
  }

  static constexpr std::vector<std::byte> DeletionResult::*kFiles[] = {
      &DeletionResult::main, &DeletionResult::wal, &DeletionResult::journal};

  const DeletionCase& how_;
  std::mt19937 random_;
  std::filesystem::path dir_;
  sqlite3* db_ = nullptr;
  std::int64_t last_[2] = {0, 0};
  std::vector<PastRow> rows_;
};

// A row as text, without its number where that may be lost.
std::string text_of(const std::string& table, const std::vector<SqliteValue>& values) {
  std::string out = table;
  for (std::size_t i = table == "message" ? 1 : 0; i < values.size(); ++i) {
    out += fmt::format("|{}:", values[i].index());
    if (const auto* n = std::get_if<std::int64_t>(&values[i])) out += std::to_string(*n);
    if (const auto* d = std::get_if<double>(&values[i])) out += fmt::format("{}", *d);
    if (const auto* t = std::get_if<std::string>(&values[i])) out += *t;
    if (const auto* b = std::get_if<SqliteBlob>(&values[i])) out += b->bytes;
  }
  return out;
}

}  // namespace

std::vector<DeletionCase> deletion_cases() {
  std::vector<DeletionCase> cases;
  const auto add = [&](DeletionCase how) {
    how.seed = static_cast<unsigned>(cases.size()) + 1;
    cases.push_back(std::move(how));
  };
  const std::pair<const char*, Pattern> kPatterns[] = {
      {"scattered", Pattern::scattered},         {"range", Pattern::range},
      {"whole chat", Pattern::whole_chat},       {"all rows", Pattern::all_rows},
      {"dropped table", Pattern::dropped_table}, {"updated", Pattern::updated}};
  for (const auto& [name, pattern] : kPatterns) {
    DeletionCase how;
    how.pattern = pattern;
    how.name = name;
    add(how);
    how.name = fmt::format("{}, space used again", name);
    how.later_inserts = 40;
    add(how);
    how.name = fmt::format("{}, WAL left open", name);
    how.journal = "WAL";
    how.closed = false;
    add(how);
    how.name = fmt::format("{}, WAL checkpointed and used again, secure_delete", name);
    how.secure_delete = "ON";
    how.checkpoint = how.reuse_log = true;
    add(how);
    how.name = fmt::format("{}, WAL checkpointed and used again", name);
    how.secure_delete = "OFF";
    add(how);
  }
  for (const int page_size : {512, 1024, 16384, 65536}) {
    DeletionCase how;
    how.name = fmt::format("pages of {}", page_size);
    how.page_size = page_size;
    add(how);
  }
  for (const char* encoding : {"UTF-16le", "UTF-16be"}) {
    DeletionCase how;
    how.name = encoding;
    how.encoding = encoding;
    add(how);
  }
  for (const int mode : {1, 2}) {
    DeletionCase how;
    how.name = fmt::format("auto_vacuum {}", mode);
    how.auto_vacuum = mode;
    how.pattern = Pattern::range;
    add(how);
  }
  for (const char* mode : {"TRUNCATE", "PERSIST"}) {
    DeletionCase how;
    how.name = fmt::format("journal {}", mode);
    how.journal = mode;
    add(how);
    how.name += ", secure_delete";
    how.secure_delete = "ON";
    add(how);
  }
  DeletionCase tiny;
  tiny.name = "short texts";
  tiny.longest = 12;
  add(tiny);
  tiny.name = "40 rows of short texts";
  tiny.rows = 40;
  add(tiny);
  DeletionCase big;
  big.name = "8,000 rows";
  big.rows = 8000;
  big.longest = 80;
  add(big);
  big.name = "8,000 rows, secure_delete FAST, WAL";
  big.secure_delete = "FAST";
  big.journal = "WAL";
  big.closed = false;
  add(big);
  return cases;
}

DeletionResult make_deletions(const DeletionCase& how) {
  return Maker(how).make();
}

void RecoveryFigures::add(const RecoveryFigures& other) {
  dead += other.dead;
  held += other.held;
  found += other.found;
  beyond += other.beyond;
  recovered += other.recovered;
  wrong += other.wrong;
}

RecoveryFigures measure(const DeletionResult& database) {
  RecoveryFigures figures;
  MemorySource main(database.main);
  MemorySource wal(database.wal);
  MemorySource journal(database.journal);
  const auto rows = recover_rows(
      {&main, database.wal.empty() ? nullptr : &wal, database.journal.empty() ? nullptr : &journal});
  if (!rows) throw std::runtime_error(rows.error().message);

  std::multimap<std::string, const PastRow*> dead;
  std::set<std::string> live;
  for (const PastRow& row : database.rows) {
    const std::string text = text_of(row.table, row.values);
    if (row.live) {
      live.insert(text);
      continue;
    }
    ++figures.dead;
    figures.held += row.held;
    dead.emplace(text, &row);
  }
  for (const RecoveredRow& row : rows->rows) {
    const std::string& table = rows->tables[row.table].name;
    if (table == "chat" || table == "sqlite_sequence") continue;  // counters that every write changes
    ++figures.recovered;
    const std::string text = text_of(table, row.values);
    const auto [from, to] = dead.equal_range(text);
    const auto match = std::find_if(from, to, [&](const auto& entry) {
      return !row.rowid || entry.second->rowid == 0 || entry.second->rowid == *row.rowid;
    });
    if (match != to) {
      ++(match->second->held ? figures.found : figures.beyond);
      dead.erase(match);
      continue;
    }
    ++figures.wrong;
    if (figures.complaints.size() < 5)
      figures.complaints.push_back(fmt::format("{} {} {}: {}", live.count(text) ? "live" : "wrong", row.state,
                                               row.locator, to_valid_utf8(text.substr(0, 120))));
  }
  for (const auto& [text, row] : dead) {
    if (row->held && figures.complaints.size() < 10)
      figures.complaints.push_back(
          fmt::format("missed {} {}", row->rowid, to_valid_utf8(text.substr(0, 120))));
  }
  return figures;
}

}  // namespace ulika::test
