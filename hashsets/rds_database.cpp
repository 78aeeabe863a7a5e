// NSRL RDSv3 as a database. Its FILE is a table (minimal) or a view (full) with sha256, sha1, md5, crc32,
// file_name, file_size, package_id; many rows share their digests. Source: NIST's schema.sql of the minimal
// set.
#include <fmt/format.h>

#include "hashsets/list_formats.h"
#include "triage/base/sqlite.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

struct Table {
  std::string name;
  std::vector<HashKind> kinds;  // digest columns that it has
};

// The digest columns of a table or view; empty when there is no such table.
Table look_at(Database& db, const std::string& name) {
  Table table{name, {}};
  Statement columns = db.prepare("SELECT lower(name) FROM pragma_table_info(?1) ORDER BY cid");
  columns.bind(1, name);
  while (columns.step()) {
    for (std::size_t k = 0; k < kHashKinds; ++k) {
      if (columns.text(0) == hash_kind_name(static_cast<HashKind>(k)))
        table.kinds.push_back(static_cast<HashKind>(k));
    }
  }
  return table;
}

// What is wrong with the value; empty when nothing is.
std::string read_value(const Statement& rows, int column, HashKind kind, HashRow& row) {
  const auto size = kDigestSize[static_cast<std::size_t>(kind)];
  if (rows.is_null(column) || rows.text(column).empty()) return {};
  const std::string text(rows.text(column));
  if (add_digest(text, kind, row)) return {};
  const Bytes blob = rows.blob(column);
  if (blob.size() == size) {
    std::copy(blob.begin(), blob.end(), row.digest(kind).begin());
    row.has[static_cast<std::size_t>(kind)] = true;
    return {};
  }
  return fmt::format("\"{}\" is no digest of {}", to_valid_utf8(clip_utf8(text, 80)), hash_kind_name(kind));
}

Result<HashList> read_table(Database& db, const Table& table, const std::filesystem::path& file,
                            const RowSink& sink) {
  HashList list;
  list.format = "NSRL RDSv3";
  std::string columns;
  for (const HashKind kind : table.kinds) columns += fmt::format("{}, ", hash_kind_name(kind));
  const bool has_rowid = db.scalar("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '" +
                                   table.name + "' AND sql NOT LIKE '%WITHOUT ROWID%'") != 0;
  Statement rows =
      db.prepare(fmt::format("SELECT {}{} FROM \"{}\"", columns, has_rowid ? "rowid" : "NULL", table.name));
  HashRow before;
  for (std::uint64_t number = 1; rows.step(); ++number) {
    HashRow row;
    for (std::size_t i = 0; i < table.kinds.size(); ++i) {
      const std::string wrong = read_value(rows, static_cast<int>(i), table.kinds[i], row);
      if (wrong.empty()) continue;
      const auto id =
          has_rowid ? static_cast<std::uint64_t>(rows.int64(static_cast<int>(table.kinds.size()))) : number;
      return fail(ErrorKind::usage,
                  fmt::format("{}, table {}, row {}: {}", file.string(), table.name, id, wrong));
    }
    if (!row.any()) continue;
    ++list.rows;
    // One content under many names and in many packages stands in rows side by side.
    if (row.has == before.has && row.md5 == before.md5 && row.sha1 == before.sha1 &&
        row.sha256 == before.sha256)
      continue;
    before = row;
    if (auto taken = sink(row); !taken) return tl::unexpected(taken.error());
  }
  return list;
}

}  // namespace

Result<HashList> read_rds_database(const std::filesystem::path& file, const RowSink& sink) {
  try {
    Database db(file, Database::Mode::read_only);
    db.exec("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON");
    for (const char* name : {"FILE", "METADATA", "DISTINCT_HASH"}) {
      const Table table = look_at(db, name);
      if (!table.kinds.empty()) return read_table(db, table, file, sink);
    }
    return fail(
        ErrorKind::usage,
        fmt::format("{}: a database, but not NSRL's: no table FILE with sha256, sha1 or md5", file.string()));
  } catch (const DatabaseError& error) {
    return fail(ErrorKind::damaged, fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace ulika
