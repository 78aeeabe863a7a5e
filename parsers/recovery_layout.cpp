#include "parsers/recovery_layout.h"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>

namespace ulika {
namespace {

constexpr std::uint32_t kNull = 1U << 0;
constexpr std::uint32_t kInts = 0x7EU | 1U << 8 | 1U << 9;
constexpr std::uint32_t kReal = 1U << 7;
constexpr std::uint32_t kText = 1U << 10;
constexpr std::uint32_t kBlob = 1U << 11;
constexpr std::uint64_t kLearnAll = 20000;  // rows; of later ones every 16th
constexpr std::uint64_t kFewSeen = 8;
constexpr std::uint64_t kEnoughSeen = 32;  // rows that show what is usual in a table
constexpr std::size_t kMaxStatement = 1U << 20;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Storage classes by affinity. Source: https://www.sqlite.org/datatype3.html section 3.1
std::uint32_t allowed_by(std::string type) {
  for (char& c : type) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (contains(type, "INT")) return kNull | kInts;
  if (contains(type, "CHAR") || contains(type, "CLOB") || contains(type, "TEXT"))
    return kNull | kText | kBlob;
  if (contains(type, "BLOB") || type.empty()) return kNull | kInts | kReal | kText | kBlob;
  if (contains(type, "REAL") || contains(type, "FLOA") || contains(type, "DOUB"))
    return kNull | kInts | kReal;
  return kNull | kInts | kReal | kText | kBlob;
}

// The value of a literal default. Anything else could not have been added to a table with rows.
SqliteValue literal(std::string_view text) {
  if (text.size() >= 2 && (text[0] == '\'' || text[0] == '"') && text.back() == text[0]) {
    std::string out;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      out += text[i];
      if (text[i] == text[0]) ++i;
    }
    return out;
  }
  std::int64_t integer = 0;
  const char* end = text.data() + text.size();
  if (const auto [at, error] = std::from_chars(text.data(), end, integer); error == std::errc() && at == end)
    return integer;
  double real = 0;
  if (const auto [at, error] = std::from_chars(text.data(), end, real); error == std::errc() && at == end)
    return real;
  return {};
}

std::string column_text(sqlite3_stmt* statement, int column) {
  const auto* text = sqlite3_column_text(statement, column);
  return text ? reinterpret_cast<const char*>(text) : std::string();
}

int allow_tables_only(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:  // those of PRIMARY KEY and UNIQUE
    case SQLITE_DROP_TABLE:
    case SQLITE_DELETE:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_READ:
    case SQLITE_PRAGMA:
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

std::int64_t integer_at(Bytes page, std::size_t at, std::uint64_t serial) {
  if (serial >= 8) return static_cast<std::int64_t>(serial) - 8;
  const auto size = static_cast<std::size_t>(serial_size(serial));
  std::uint64_t value = (page[at] & std::byte{0x80}) != std::byte{0} ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | std::to_integer<std::uint64_t>(page[at + i]);
  return static_cast<std::int64_t>(value);
}

// Whether a number is of the size of those seen: within four times their spread, or of their magnitude, for
// what is left may be the last day of a year.
bool is_near(const ColumnLayout& column, std::int64_t value) {
  const double number = static_cast<double>(value);
  const double least = static_cast<double>(column.least);
  const double most = static_cast<double>(column.most);
  const double room = 4 * (most - least) + 1000;
  return (number >= least - room && number <= most + room) ||
         (least > 0 && number >= least / 2 && number <= most * 2);
}

bool is_integer(std::uint64_t serial) {
  return (serial >= 1 && serial <= 6) || serial == 8 || serial == 9;
}

}  // namespace

std::uint32_t serial_class(std::uint64_t serial) {
  if (serial < 10) return 1U << serial;
  return serial % 2 == 1 ? kText : kBlob;
}

void TableLayout::learn(const FoundCell& cell, Bytes page) {
  if (rows_seen++ > kLearnAll && rows_seen % 16 != 0) return;
  if (counts_seen.size() <= stored.size()) counts_seen.resize(stored.size() + 1);
  if (cell.serials.size() > stored.size()) return;
  counts_seen[cell.serials.size()] = true;
  std::size_t at = cell.body;
  const std::size_t end = cell.body + cell.local_body;
  for (std::size_t i = 0; i < cell.serials.size(); ++i) {
    ColumnLayout& column = columns[stored[i]];
    const std::uint64_t serial = cell.serials[i];
    column.observed |= serial_class(serial);
    const std::uint64_t size = serial_size(serial);
    if (size > end - at) break;
    if (is_integer(serial)) {
      const std::int64_t value = integer_at(page, at, serial);
      column.least = column.numbers_seen ? std::min(column.least, value) : value;
      column.most = column.numbers_seen ? std::max(column.most, value) : value;
      column.numbers_seen = true;
    }
    at += static_cast<std::size_t>(size);
  }
}

std::optional<int> fit(const TableLayout& layout, const FoundCell& cell, Bytes page, Encoding encoding,
                       bool strict) {
  const std::size_t count = cell.serials.size();
  const std::size_t full = layout.stored.size();
  if (count > full || count == 0) return std::nullopt;
  if (count < full) {
    const bool seen = count < layout.counts_seen.size() && layout.counts_seen[count];
    if (!seen && (strict || count < 3 || count * 2 < full)) return std::nullopt;
    for (std::size_t i = count; i < full; ++i) {
      if (!layout.columns[layout.stored[i]].can_be_missing) return std::nullopt;
    }
  }
  int score = 0;
  std::size_t odd = 0;      // values of kinds or sizes that no live row has
  bool tells_more = false;  // than NULL, 0 and 1
  std::size_t at = cell.body;
  const std::size_t end = cell.body + cell.local_body;
  for (std::size_t i = 0; i < count; ++i) {
    const ColumnLayout& column = layout.columns[layout.stored[i]];
    const std::uint64_t serial = cell.serials[i];
    const std::uint32_t kind = serial_class(serial);
    const bool observed = (column.observed & kind) != 0;
    // Whole numbers of any width are one kind where some were seen: they grow.
    const bool alike = observed || ((kind & kInts) != 0 && (column.observed & kInts) != 0);
    if ((column.allowed & kind) == 0 && !alike) return std::nullopt;
    if (strict && layout.rows_seen >= kFewSeen && !alike && serial != 0) return std::nullopt;
    score += observed ? 2 : alike ? 1 : 0;
    odd += !alike;
    tells_more = tells_more || serial_size(serial) > 0;
    const std::uint64_t size = serial_size(serial);
    const bool here = at <= end && size <= end - at;
    if (here && is_integer(serial) && column.numbers_seen) {
      const std::int64_t value = integer_at(page, at, serial);
      if (value >= column.least && value <= column.most) ++score;
      odd += !is_near(column, value);
    }
    if (here && (kind & kText) != 0) {
      if (!is_plausible_text(page.subspan(at, static_cast<std::size_t>(size)), encoding)) return std::nullopt;
      if (size > 0) ++score;
    }
    at = here ? at + static_cast<std::size_t>(size) : end + 1;
  }
  if (!tells_more && count > 1) return std::nullopt;
  if (layout.rows_seen >= kEnoughSeen && odd > (cell.headless || strict ? 0 : count / 4)) return std::nullopt;
  return score;
}

struct LayoutReader::State {
  sqlite3* db = nullptr;
};

LayoutReader::LayoutReader() : state_(new State) {
  sqlite3_open_v2(":memory:", &state_->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                  nullptr);
  if (!state_->db) return;
  sqlite3_db_config(state_->db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(state_->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(state_->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_limit(state_->db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(state_->db, SQLITE_LIMIT_EXPR_DEPTH, 200);
  sqlite3_limit(state_->db, SQLITE_LIMIT_VDBE_OP, 250000);
  sqlite3_set_authorizer(state_->db, allow_tables_only, nullptr);
  sqlite3_progress_handler(
      state_->db, 1000000, [](void*) { return 1; }, nullptr);
}

LayoutReader::~LayoutReader() {
  sqlite3_close(state_->db);
  delete state_;
}

std::optional<TableLayout> LayoutReader::read(const std::string& name, const std::string& sql) {
  if (!state_->db || sql.size() > kMaxStatement) return std::nullopt;
  sqlite3_stmt* create = nullptr;
  const int prepared = sqlite3_prepare_v2(state_->db, sql.c_str(), -1, &create, nullptr);
  const bool made = prepared == SQLITE_OK && create && sqlite3_step(create) == SQLITE_DONE;
  sqlite3_finalize(create);
  if (!made) return std::nullopt;

  TableLayout layout;
  layout.name = name;
  layout.sql = sql;
  std::string own_name;
  sqlite3_stmt* list = nullptr;
  static const char kList[] =
      "SELECT l.name, l.wr, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden"
      " FROM pragma_table_list l, pragma_table_xinfo(l.name) x"
      " WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite_%' ORDER BY x.cid";
  std::vector<std::pair<int, std::size_t>> key;  // of the primary key: place in it, column
  if (sqlite3_prepare_v2(state_->db, kList, -1, &list, nullptr) == SQLITE_OK) {
    while (sqlite3_step(list) == SQLITE_ROW) {
      own_name = column_text(list, 0);
      layout.has_rowid = sqlite3_column_int(list, 1) == 0;
      const int hidden = sqlite3_column_int(list, 7);
      if (hidden == 1) continue;
      ColumnLayout column;
      column.name = column_text(list, 2);
      column.type = column_text(list, 3);
      column.allowed = allowed_by(column.type);
      const std::string initial = column_text(list, 5);
      column.initial = literal(initial);
      const bool not_null = sqlite3_column_int(list, 4) != 0;
      if (not_null) column.allowed &= ~kNull;
      column.can_be_missing = !not_null || !initial.empty();
      const int place = sqlite3_column_int(list, 6);
      const std::size_t index = layout.columns.size();
      if (place > 0) key.emplace_back(place, index);
      const bool leads = place > 0 && !layout.has_rowid;
      if (hidden != 2 && !leads) layout.stored.push_back(index);
      layout.columns.push_back(std::move(column));
    }
  }
  sqlite3_finalize(list);
  sqlite3_stmt* drop = nullptr;
  std::string quoted = "DROP TABLE \"";
  for (const char c : own_name) quoted.append(c == '"' ? 2 : 1, c);
  sqlite3_prepare_v2(state_->db, (quoted + "\"").c_str(), -1, &drop, nullptr);
  sqlite3_step(drop);
  sqlite3_finalize(drop);
  if (layout.columns.empty()) return std::nullopt;

  std::sort(key.begin(), key.end());
  if (!layout.has_rowid) {
    // The record of such a table begins with the columns of its key.
    std::vector<std::size_t> order;
    for (const auto& [place, index] : key) order.push_back(index);
    order.insert(order.end(), layout.stored.begin(), layout.stored.end());
    layout.stored = std::move(order);
  } else if (key.size() == 1) {
    ColumnLayout& column = layout.columns[key[0].second];
    std::string type = column.type;
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (type == "INTEGER") {
      layout.rowid_column = static_cast<int>(key[0].second);
      column.allowed = kNull;
      column.can_be_missing = true;
    }
  }
  return layout;
}

}  // namespace ulika
