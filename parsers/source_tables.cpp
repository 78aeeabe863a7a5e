#include "parsers/source_tables.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

namespace ulika {
namespace {

void run(sqlite3* db, const std::string& sql) {
  sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
}

// The first kMaxSourceBytes of a source.
Result<std::vector<std::byte>> read_start(ByteSource& source) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::min(source.size(), kMaxSourceBytes)));
  const auto read = source.read(0, bytes);
  if (!read) return tl::unexpected(read.error());
  bytes.resize(*read);
  return bytes;
}

Result<void> fill(const SourceSpec& spec, Bytes bytes, sqlite3* db) {
  switch (spec.kind) {
    case SourceKind::jsonl:
      return fill_json_lines(bytes, db);
    case SourceKind::plist:
      return fill_plist(bytes, db);
    case SourceKind::xml:
      return fill_xml(bytes, db);
    case SourceKind::lines:
      return fill_lines(bytes, spec.entry, db);
    case SourceKind::csv:
      return fill_csv(bytes, spec.columns, db);
    case SourceKind::ini:
      return fill_ini(bytes, db);
    case SourceKind::vcard:
      return fill_vcard(bytes, db);
    case SourceKind::protobuf:
      return fill_protobuf(bytes, db);
    case SourceKind::json:
    case SourceKind::sqlite:
      break;
  }
  return fail(ErrorKind::usage, "this kind of file is not read as a whole");
}

// After the rows, so that each is put into its index once.
void add_indexes(SourceKind kind, sqlite3* db) {
  if (kind == SourceKind::xml) {
    run(db, "CREATE INDEX element_parent ON element(parent); CREATE INDEX element_path ON element(path)");
  }
  if (kind == SourceKind::json || kind == SourceKind::plist) {
    run(db, "CREATE INDEX node_parent ON node(parent, key); CREATE INDEX node_pointer ON node(pointer)");
  }
  if (kind == SourceKind::ini) run(db, "CREATE INDEX setting_section ON setting(section, key)");
  if (kind == SourceKind::protobuf) run(db, "CREATE INDEX field_number ON field(number)");
  if (kind == SourceKind::vcard) run(db, "CREATE INDEX property_card ON property(card, name)");
}

}  // namespace

SourceTable::SourceTable(sqlite3* db, std::string_view table, std::size_t columns)
    : insert_(nullptr, sqlite3_finalize) {
  std::string sql = fmt::format("INSERT INTO \"{}\" VALUES(", table);
  for (std::size_t i = 0; i < columns; ++i) sql += i == 0 ? "?" : ",?";
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, (sql + ")").c_str(), -1, &statement, nullptr);
  insert_.reset(statement);
}

bool SourceTable::add(std::span<const Cell> cells) {
  if (!insert_ || rows_ >= kMaxSourceRows) return false;
  sqlite3_stmt* statement = insert_.get();
  int index = 0;
  for (const Cell& cell : cells) {
    ++index;
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
      sqlite3_bind_int64(statement, index, *integer);
    } else if (const auto* real = std::get_if<double>(&cell)) {
      sqlite3_bind_double(statement, index, *real);
    } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
      sqlite3_bind_text64(statement, index, text->data() ? text->data() : "", text->size(), SQLITE_STATIC,
                          SQLITE_UTF8);
    } else if (const auto* bytes = std::get_if<Bytes>(&cell)) {
      sqlite3_bind_blob64(statement, index, bytes->data() ? bytes->data() : static_cast<const void*>(""),
                          bytes->size(), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, index);
    }
  }
  const bool done = sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  rows_ += done;
  return done;
}

tl::unexpected<Error> table_is_full() {
  return fail(ErrorKind::limit,
              fmt::format("it holds more than {} entries, or more than fits into memory", kMaxSourceRows));
}

Result<void> fill_source(const SourceSpec& spec, const std::string& path, ByteSource& source, sqlite3* db) {
  // A csv file makes its own table: the names of its columns are in it.
  SourceSpec made = spec;
  if (spec.kind == SourceKind::csv) made.kind = SourceKind::lines;
  run(db, "BEGIN");
  run(db, source_schema(made));
  const auto slash = path.rfind('/');
  SourceTable(db, "file", 2)
      .add({std::string_view(path),
            std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1)});
  Result<void> filled;
  if (spec.kind == SourceKind::json) {
    filled = fill_json(spec, source, db);
  } else {
    const auto bytes = read_start(source);
    filled = bytes ? fill(spec, *bytes, db) : tl::unexpected(bytes.error());
    if (source.size() > kMaxSourceBytes) {
      filled = fail(
          ErrorKind::limit,
          fmt::format("it is longer than {} MiB, what lies after that is not read", kMaxSourceBytes >> 20));
    }
  }
  add_indexes(spec.kind, db);
  run(db, "COMMIT");
  return filled;
}

}  // namespace ulika
