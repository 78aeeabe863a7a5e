#include "parsers/source_kind.h"

#include <algorithm>
#include <iterator>

namespace ulika {
namespace {

struct KindRow {
  SourceKind kind;
  std::string_view name;
  std::string_view schema;
};

// Beside its own tables each kind has the one row of `file`.
constexpr std::string_view kFile = "CREATE TABLE file(path TEXT, name TEXT);";

constexpr std::string_view kJson =
    "CREATE TABLE doc(json TEXT);"
    "CREATE TABLE node(id INTEGER PRIMARY KEY, parent INTEGER, pointer TEXT, key TEXT, kind TEXT, value);"
    "CREATE TABLE item(number INTEGER PRIMARY KEY, pointer TEXT, json TEXT);";
constexpr std::string_view kJsonLines =
    "CREATE TABLE item(number INTEGER PRIMARY KEY, offset INTEGER, length INTEGER, json TEXT);";
constexpr std::string_view kPlist =
    "CREATE TABLE doc(json TEXT, data BLOB);"
    "CREATE TABLE node(id INTEGER PRIMARY KEY, parent INTEGER, pointer TEXT, key TEXT, kind TEXT, value);";
constexpr std::string_view kXml =
    "CREATE TABLE element(id INTEGER PRIMARY KEY, parent INTEGER, name TEXT, path TEXT, xpath TEXT, text "
    "TEXT,"
    " attributes TEXT, offset INTEGER, length INTEGER);";
constexpr std::string_view kLines =
    "CREATE TABLE line(number INTEGER PRIMARY KEY, offset INTEGER, length INTEGER, text TEXT);";
constexpr std::string_view kIni =
    "CREATE TABLE setting(number INTEGER PRIMARY KEY, section TEXT, key TEXT, value TEXT, offset INTEGER,"
    " length INTEGER);";
constexpr std::string_view kVcard =
    "CREATE TABLE card(number INTEGER PRIMARY KEY, offset INTEGER, length INTEGER);"
    "CREATE TABLE property(card INTEGER, number INTEGER, name TEXT, params TEXT, value TEXT, parts TEXT);";

constexpr std::string_view kProtobuf =
    "CREATE TABLE field(id INTEGER PRIMARY KEY, number INTEGER, offset INTEGER, length INTEGER, value);";

constexpr KindRow kKinds[] = {
    {SourceKind::sqlite, "sqlite", {}},
    {SourceKind::json, "json", kJson},
    {SourceKind::jsonl, "jsonl", kJsonLines},
    {SourceKind::plist, "plist", kPlist},
    {SourceKind::xml, "xml", kXml},
    {SourceKind::xml, "abx", kXml},
    {SourceKind::lines, "lines", kLines},
    {SourceKind::csv, "csv", {}},
    {SourceKind::ini, "ini", kIni},
    {SourceKind::vcard, "vcard", kVcard},
    {SourceKind::protobuf, "protobuf", kProtobuf},
};

const KindRow& row_of(SourceKind kind) {
  return *std::find_if(std::begin(kKinds), std::end(kKinds),
                       [&](const KindRow& row) { return row.kind == kind; });
}

}  // namespace

std::optional<SourceKind> find_source_kind(std::string_view name) {
  for (const KindRow& row : kKinds) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

std::string_view source_kind_name(SourceKind kind) {
  return row_of(kind).name;
}

std::string source_schema(const SourceSpec& spec) {
  if (spec.kind == SourceKind::sqlite) return {};
  std::string sql(kFile);
  if (spec.kind != SourceKind::csv) return sql.append(row_of(spec.kind).schema);
  sql += "CREATE TABLE record(number INTEGER PRIMARY KEY, offset INTEGER, length INTEGER";
  for (const std::string& column : spec.columns) sql += ", \"" + column + "\" TEXT";
  return sql + ");";
}

}  // namespace ulika
