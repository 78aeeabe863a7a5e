#include "triage/case/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "triage/model/finding_schema.h"

namespace ulika {
namespace {

const Column kRowId = {"row_id", "INTEGER PRIMARY KEY",
                       "file_id * 4294967296 + place among the file's rows here"};
const Column kFileId = {"file_id", "INTEGER GENERATED ALWAYS AS (row_id >> 32) VIRTUAL",
                        "files.id it was drawn from", true};

TableSpec meta_table() {
  return {"meta",
          "facts about this database and the run that made it",
          {{"key", "TEXT PRIMARY KEY", "name of the fact"}, {"value", "TEXT NOT NULL", "its value"}},
          {}};
}

TableSpec doc_table() {
  return {"schema_doc",
          "what every table and column means",
          {{"table_name", "TEXT NOT NULL", "table"},
           {"column_name", "TEXT NOT NULL", "column; empty for the table itself"},
           {"doc", "TEXT NOT NULL", "meaning"}},
          {}};
}

std::vector<TableSpec> source_tables() {
  return {
      {"source",
       "the evidence item, one row",
       {{"name", "TEXT NOT NULL", "evidence name in the case"},
        {"kind", "TEXT NOT NULL", "raw, split raw, e01, zip, tar, folder, …"},
        {"size", "INTEGER NOT NULL", "bytes of media or of the container; 0 for a folder"},
        {"sector_size", "INTEGER NOT NULL", "bytes"},
        {"partition_table", "TEXT NOT NULL", "dos, gpt, none, …"},
        {"stored_md5", "TEXT", "MD5 that the image itself states, hexadecimal"},
        {"stored_sha1", "TEXT", "SHA-1 that the image itself states, hexadecimal"},
        {"acquired_at", "INTEGER", "acquisition, UTC milliseconds since 1970"},
        {"acquired_zone_known", "INTEGER NOT NULL", "0 where acquired_at is local time of an unknown zone"},
        {"is_image", "INTEGER NOT NULL", "1 where the item has sectors"}},
       {}},
      {"source_file",
       "the host files that the item is made of",
       {{"n", "INTEGER PRIMARY KEY", "order, from 0"},
        {"path", "TEXT NOT NULL", "host path as it was named"}},
       {}},
      {"acquisition",
       "what the image says about its acquisition",
       {{"n", "INTEGER PRIMARY KEY", "order, from 0"},
        {"key", "TEXT NOT NULL", "case_number, examiner, notes, …"},
        {"value", "TEXT NOT NULL", "as stored"}},
       {}},
      {"volume",
       "volumes of a disk image",
       {{"n", "INTEGER PRIMARY KEY", "0 for the first, whose top folder is vol1"},
        {"description", "TEXT NOT NULL", "of the partition table"},
        {"file_system", "TEXT NOT NULL", "ntfs, ext4, fat16, …; empty where none is recognised"},
        {"label", "TEXT NOT NULL", "volume label"},
        {"offset", "INTEGER NOT NULL", "bytes from the start of the media"},
        {"length", "INTEGER NOT NULL", "bytes"},
        {"block_size", "INTEGER NOT NULL", "bytes; 0 without file system"},
        {"note", "TEXT NOT NULL", "why it is not read, where it is not"}},
       {}},
  };
}

TableSpec files_table() {
  return {
      "files",
      "every file, directory and area of the item, and what became of it",
      {{"id", "INTEGER PRIMARY KEY", "row number; not stable between runs"},
       {"parent_id", "INTEGER", "files.id of the container, for a member of a container; else null"},
       {"path", "TEXT NOT NULL UNIQUE", "evidence path"},
       {"kind", "TEXT NOT NULL", "file, directory, link, special, slack, area, seam"},
       {"state", "TEXT NOT NULL", "allocated, deleted, orphan, carved, unallocated"},
       {"size", "INTEGER NOT NULL", "bytes"},
       {"modified_at", "INTEGER", "content last changed, UTC milliseconds since 1970"},
       {"accessed_at", "INTEGER", "last read, UTC milliseconds since 1970"},
       {"changed_at", "INTEGER", "metadata last changed, UTC milliseconds since 1970"},
       {"created_at", "INTEGER", "made, UTC milliseconds since 1970"},
       {"zone_known", "INTEGER NOT NULL", "0 where the four times are local times of an unknown zone"},
       {"first_offset", "INTEGER NOT NULL",
        "where the content begins in the image or container; -1 where unknown"},
       {"content", "BLOB", "how the bytes are reached again (model/file_entry.h)"},
       {"md5", "BLOB", "MD5 of the content"},
       {"sha1", "BLOB", "SHA-1 of the content"},
       {"sha256", "BLOB", "SHA-256 of the content"},
       {"mime", "TEXT", "type told from the content"},
       {"known", "TEXT", "none, known, notable; null without hash sets"},
       {"hashset", "TEXT", "the hash set that knows it"},
       {"examined", "INTEGER NOT NULL", "1 once its result is here"},
       {"ledger_state", "TEXT", "parsed, scanned, known, duplicate, unsupported, …; null before examination"},
       {"reason", "TEXT", "why, in one sentence"},
       {"twin_id", "INTEGER", "files.id of the file of equal content that stands for this one"}},
      {"sha256", "ledger_state", "parent_id"}};
}

TableSpec hits_table() {
  return {"hits",
          "rules that matched bytes or an artefact's text",
          {kRowId,
           kFileId,
           {"id", "TEXT NOT NULL", "stable id, as exported"},
           {"rule", "TEXT NOT NULL", "id of the rule"},
           {"category", "TEXT NOT NULL", "category of the lexicon or kind of the detector"},
           {"value", "TEXT NOT NULL", "what matched"},
           {"context", "TEXT NOT NULL", "readable text around it"},
           {"encoding", "TEXT NOT NULL", "of the bytes; empty for an artefact's text"},
           {"weight", "REAL NOT NULL", "of the rule"},
           {"offset", "INTEGER NOT NULL", "bytes from the start of the content or of the artefact's text"},
           {"length", "INTEGER NOT NULL", "bytes"},
           {"image_offset", "INTEGER NOT NULL", "of the first byte in the image; -1 where it has none"},
           {"record_id", "TEXT NOT NULL", "id of the artefact whose text matched; empty for bytes"}},
          {"id", "rule", "record_id"}};
}

TableSpec problems_table() {
  return {"problems",
          "troubles narrower or wider than one file's state",
          {kRowId,
           kFileId,
           {"path", "TEXT NOT NULL", "evidence path; empty for the item as a whole"},
           {"stage", "TEXT NOT NULL", "open, list, read, hash, scan, parse, expand, verify"},
           {"state", "TEXT NOT NULL", "as files.ledger_state"},
           {"reason", "TEXT NOT NULL", "one sentence"},
           {"offset", "INTEGER NOT NULL", "bytes; -1 where it has no meaning"},
           {"length", "INTEGER NOT NULL", "bytes"}},
          {}};
}

TableSpec thumbnails_table() {
  return {"thumbnails",
          "small pictures drawn anew from pictures of the evidence",
          {{"sha256", "BLOB PRIMARY KEY", "SHA-256 of the picture's file, as files.sha256"},
           {"jpeg", "BLOB NOT NULL", "a JPEG of at most 240 pixels a side"}},
          {}};
}

std::string_view sql_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::integer:
    case FieldKind::boolean:
    case FieldKind::time:
      return "INTEGER";
    case FieldKind::real:
      return "REAL";
    default:
      return "TEXT";
  }
}

TableSpec record_table(const RecordSpec& spec) {
  TableSpec table{std::string(spec.type), std::string(spec.doc), {}, {"id"}};
  table.columns = {
      kRowId,
      kFileId,
      {"id", "TEXT NOT NULL", "stable id, as exported"},
      {"ordinal", "INTEGER NOT NULL", "tells apart records that share everything the id is made of"},
      {"locator", "TEXT NOT NULL", "where inside the file"},
      {"parser", "TEXT NOT NULL", "definition or detector that made it"},
      {"recovered", "TEXT NOT NULL", "live, wal, journal, freelist, slack, carved"},
      {"derived_from", "TEXT NOT NULL", "id of the record it was drawn from, or empty"}};
  for (const FieldSpec& field : spec.fields) {
    std::string doc(field.doc);
    if (field.kind == FieldKind::time) doc += ", UTC milliseconds since 1970";
    if (field.kind == FieldKind::boolean) doc += ", 0 or 1";
    table.columns.push_back({std::string(field.key), std::string(sql_type(field.kind)), std::move(doc)});
  }
  if (spec.type == "message") table.late_indexes = {"id", "chat_id, sent_at", "sent_at"};
  return table;
}

TableSpec finding_table(const RecordSpec& spec) {
  TableSpec table{std::string(spec.type), std::string(spec.doc), {}, {}};
  table.columns = {{"n", "INTEGER PRIMARY KEY", "order, from 1"},
                   {"id", "TEXT NOT NULL UNIQUE", "stable id, as exported"}};
  for (const FieldSpec& field : spec.fields) {
    table.columns.push_back(
        {std::string(field.key), std::string(sql_type(field.kind)), std::string(field.doc)});
  }
  return table;
}

const TableSpec& table_of(const std::vector<TableSpec>& tables, std::string_view name) {
  const auto it =
      std::find_if(tables.begin(), tables.end(), [&](const TableSpec& t) { return t.name == name; });
  if (it == tables.end()) throw std::logic_error(fmt::format("there is no table '{}'", name));
  return *it;
}

std::vector<TableSpec> make_evidence_tables() {
  std::vector<TableSpec> tables = {meta_table(), doc_table()};
  for (TableSpec& table : source_tables()) tables.push_back(std::move(table));
  tables.push_back(files_table());
  tables.push_back(hits_table());
  tables.push_back(problems_table());
  tables.push_back(thumbnails_table());
  for (const RecordSpec& spec : record_specs()) tables.push_back(record_table(spec));
  return tables;
}

std::vector<TableSpec> make_case_tables() {
  std::vector<TableSpec> tables = {
      meta_table(),
      doc_table(),
      {"sources",
       "the evidence items of the case",
       {{"n", "INTEGER PRIMARY KEY", "order in which they were added"},
        {"name", "TEXT NOT NULL UNIQUE", "evidence name; its database is evidence/NAME.db"},
        {"host_path", "TEXT NOT NULL UNIQUE", "canonical host path"},
        {"added_at", "INTEGER NOT NULL", "UTC milliseconds since 1970"}},
       {}}};
  for (const RecordSpec& spec : finding_specs()) tables.push_back(finding_table(spec));
  return tables;
}

void append_markdown(std::string& out, const std::vector<TableSpec>& tables) {
  for (const TableSpec& table : tables) {
    out += fmt::format("\n**{}**: {}\n\n| column | type | meaning |\n| --- | --- | --- |\n", table.name,
                       table.doc);
    for (const Column& column : table.columns) {
      out += fmt::format("| {} | {} | {} |\n", column.name, column.type.substr(0, column.type.find(' ')),
                         column.doc);
    }
  }
}

}  // namespace

const std::vector<TableSpec>& evidence_tables() {
  static const std::vector<TableSpec> tables = make_evidence_tables();
  return tables;
}

const std::vector<TableSpec>& case_tables() {
  static const std::vector<TableSpec> tables = make_case_tables();
  return tables;
}

const TableSpec& evidence_table(std::string_view name) {
  return table_of(evidence_tables(), name);
}

const TableSpec& case_table(std::string_view name) {
  return table_of(case_tables(), name);
}

std::string create_sql(const TableSpec& table) {
  std::string sql = fmt::format("CREATE TABLE \"{}\" (", table.name);
  for (const Column& column : table.columns) {
    sql += fmt::format("{}\"{}\" {}", &column == table.columns.data() ? "" : ", ", column.name, column.type);
  }
  return sql + ")";
}

std::string column_list(const TableSpec& table, std::string_view prefix) {
  std::string list;
  for (const Column& column : table.columns) {
    if (!column.computed) list += fmt::format("{}{}\"{}\"", list.empty() ? "" : ", ", prefix, column.name);
  }
  return list;
}

std::string insert_sql(const TableSpec& table, std::string_view verb) {
  std::string marks;
  for (const Column& column : table.columns) {
    if (!column.computed) marks += marks.empty() ? "?" : ", ?";
  }
  return fmt::format("{} INTO \"{}\" ({}) VALUES ({})", verb, table.name, column_list(table), marks);
}

void create_tables(Database& db, const std::vector<TableSpec>& tables, std::int64_t version) {
  for (const TableSpec& table : tables) db.exec(create_sql(table));
  Statement doc = db.prepare("INSERT INTO schema_doc VALUES (?, ?, ?)");
  for (const TableSpec& table : tables) {
    doc.bind(1, table.name).bind(2, std::string_view()).bind(3, table.doc).run();
    for (const Column& column : table.columns) {
      doc.bind(1, table.name).bind(2, column.name).bind(3, column.doc).run();
    }
  }
  db.exec(fmt::format("PRAGMA user_version = {}", version));
}

std::string schema_markdown() {
  std::string out = "### case.db\n";
  append_markdown(out, case_tables());
  out += "\n### evidence/NAME.db\n";
  append_markdown(out, evidence_tables());
  out +=
      "\nA finished database also has the full-text tables `message_fts` (text) and `hits_fts` (value, "
      "context), whose "
      "rowid is the row_id of `message` and of `hits`.\n";
  return out;
}

}  // namespace ulika
