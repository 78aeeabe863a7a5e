#include "triage/case/source_rows.h"

#include "triage/case/schema.h"

namespace ulika {
namespace {

void bind_optional(Statement& row, int index, const std::optional<std::string>& text) {
  if (text) {
    row.bind(index, std::string_view(*text));
  } else {
    row.bind_null(index);
  }
}

std::string text_of(const Statement& row, int index) {
  return std::string(row.text(index));
}

Statement select_all(Database& db, std::string_view table) {
  const std::string sql =
      "SELECT " + column_list(evidence_table(table)) + " FROM \"" + std::string(table) + "\"";
  return db.prepare(table == "source" ? sql : sql + " ORDER BY n");
}

}  // namespace

void save_source(Database& db, const SourceInfo& source) {
  for (const char* table : {"source", "source_file", "acquisition", "volume"}) {
    db.exec(std::string("DELETE FROM ") + table);
  }
  Statement item = db.prepare(insert_sql(evidence_table("source")));
  item.bind(1, std::string_view(source.name)).bind(2, std::string_view(source.kind));
  item.bind(3, static_cast<std::int64_t>(source.size)).bind(4, std::int64_t{source.sector_size});
  item.bind(5, std::string_view(source.partition_table));
  bind_optional(item, 6, source.stored_md5);
  bind_optional(item, 7, source.stored_sha1);
  if (source.acquired_at) {
    item.bind(8, std::int64_t{*source.acquired_at});
  } else {
    item.bind_null(8);
  }
  item.bind(9, std::int64_t{source.acquired_zone_known}).bind(10, std::int64_t{source.is_image}).run();

  std::int64_t n = 0;
  Statement file = db.prepare(insert_sql(evidence_table("source_file")));
  for (const std::string& path : source.files) file.bind(1, n++).bind(2, std::string_view(path)).run();
  n = 0;
  Statement fact = db.prepare(insert_sql(evidence_table("acquisition")));
  for (const auto& [key, value] : source.acquisition) {
    fact.bind(1, n++).bind(2, std::string_view(key)).bind(3, std::string_view(value)).run();
  }
  Statement volume = db.prepare(insert_sql(evidence_table("volume")));
  for (const VolumeInfo& v : source.volumes) {
    volume.bind(1, std::int64_t{v.index}).bind(2, std::string_view(v.description));
    volume.bind(3, std::string_view(v.file_system)).bind(4, std::string_view(v.label));
    volume.bind(5, static_cast<std::int64_t>(v.offset)).bind(6, static_cast<std::int64_t>(v.length));
    volume.bind(7, std::int64_t{v.block_size}).bind(8, std::string_view(v.note)).run();
  }
}

SourceInfo load_source(Database& db) {
  SourceInfo source;
  Statement item = select_all(db, "source");
  if (item.step()) {
    source.name = text_of(item, 0);
    source.kind = text_of(item, 1);
    source.size = static_cast<std::uint64_t>(item.int64(2));
    source.sector_size = static_cast<std::uint32_t>(item.int64(3));
    source.partition_table = text_of(item, 4);
    if (!item.is_null(5)) source.stored_md5 = text_of(item, 5);
    if (!item.is_null(6)) source.stored_sha1 = text_of(item, 6);
    if (!item.is_null(7)) source.acquired_at = item.int64(7);
    source.acquired_zone_known = item.int64(8) != 0;
    source.is_image = item.int64(9) != 0;
  }
  Statement file = select_all(db, "source_file");
  while (file.step()) source.files.push_back(text_of(file, 1));
  Statement fact = select_all(db, "acquisition");
  while (fact.step()) source.acquisition.emplace_back(text_of(fact, 1), text_of(fact, 2));
  Statement volume = select_all(db, "volume");
  while (volume.step()) {
    VolumeInfo v;
    v.index = static_cast<std::uint32_t>(volume.int64(0));
    v.description = text_of(volume, 1);
    v.file_system = text_of(volume, 2);
    v.label = text_of(volume, 3);
    v.offset = static_cast<std::uint64_t>(volume.int64(4));
    v.length = static_cast<std::uint64_t>(volume.int64(5));
    v.block_size = static_cast<std::uint32_t>(volume.int64(6));
    v.note = text_of(volume, 7);
    source.volumes.push_back(std::move(v));
  }
  return source;
}

}  // namespace ulika
