#include "reports/case_page.h"

#include <fmt/format.h>

#include "reports/zone_table.h"
#include "triage/base/json.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

// What the case keeps about itself and the report shows, where it is there.
constexpr std::string_view kReportedMeta[] = {"case_number",   "organisation", "examiner", "legal_basis",
                                              "keyword_lists", "hash_sets",    "parsers",  "libraries"};

// Text as a CSS string: everything but ASCII letters and digits as an escape, so nothing in it can end the
// string.
std::string css_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    out += plain ? std::string(1, static_cast<char>(c))
                 : fmt::format("\\{:06x}", static_cast<std::uint32_t>(c == 0 ? 0xfffd : c));
  }
  return out + "\"";
}

void pairs(JsonWriter& json, const std::vector<std::pair<std::string, std::string>>& rows) {
  json.begin_array();
  for (const auto& [key, value] : rows) json.begin_array().value(key).value(value).end_array();
  json.end_array();
}

void write_item(JsonWriter& json, const ItemReader& item, const ReportTables& tables, std::size_t index) {
  const SourceInfo& source = item.source();
  const ItemDigests digests = item.digests();
  json.begin_object().key("name").value(source.name).key("kind").value(source.kind);
  json.key("size").value(static_cast<std::int64_t>(source.size)).key("image").value(source.is_image);
  json.key("host_files").begin_array();
  for (const std::string& file : source.files) json.value(file);
  json.end_array().key("partition_table").value(source.partition_table).key("volumes").begin_array();
  for (const VolumeInfo& volume : source.volumes) {
    json.begin_object().key("index").value(static_cast<std::int64_t>(volume.index) + 1);
    json.key("description").value(volume.description).key("file_system").value(volume.file_system);
    json.key("label").value(volume.label).key("offset").value(static_cast<std::int64_t>(volume.offset));
    json.key("length")
        .value(static_cast<std::int64_t>(volume.length))
        .key("note")
        .value(volume.note)
        .end_object();
  }
  json.end_array().key("stored").begin_object().key("md5").value(source.stored_md5.value_or(""));
  json.key("sha1").value(source.stored_sha1.value_or("")).end_object().key("computed").begin_object();
  json.key("md5")
      .value(digests.md5)
      .key("sha1")
      .value(digests.sha1)
      .key("sha256")
      .value(digests.sha256)
      .end_object();
  json.key("acquired_at");
  source.acquired_at ? json.value(*source.acquired_at) : json.null();
  json.key("acquired_zone_known").value(source.acquired_zone_known).key("acquisition");
  pairs(json, source.acquisition);
  json.key("counts").begin_object();
  for (const RecordSpec& spec : record_specs()) {
    json.key(spec.type).value(spec.type == "chat" ? tables.chats[index] : item.count(spec.type));
  }
  for (std::string_view type : {"file", "hit", "problem"}) json.key(type).value(item.count(type));
  json.end_object().key("activity").begin_object();
  for (const auto& [type, seen] : tables.activity[index]) {
    if (seen.first) json.key(type).begin_array().value(*seen.first).value(*seen.last).end_array();
  }
  json.end_object().key("apps").begin_array();
  for (const auto& [app, messages] : tables.apps[index])
    json.begin_array().value(app).value(messages).end_array();
  json.end_array().key("files_by_state").begin_object();
  for (std::size_t state = 0; state < tables.files_by_state[index].size(); ++state) {
    const std::int64_t n = tables.files_by_state[index][state];
    if (n > 0) json.key(ledger_state_name(static_cast<LedgerState>(state))).value(n);
  }
  json.end_object().end_object();
}

void write_tables(JsonWriter& json, const ReportTables& tables) {
  json.begin_object();
  for (const TableInfo& table : tables.tables) {
    json.key(table.name).begin_object().key("rows").value(table.rows).key("shards").begin_array();
    for (const std::int64_t rows : table.shards) json.value(rows);
    json.end_array().key("columns");
    pairs(json, table.columns);
    json.end_object();
  }
  json.end_object();
}

void write_findings(JsonWriter& json, const ReportTables& tables) {
  json.key("hit_groups").begin_array();
  for (const HitGroup& group : tables.hit_groups) {
    json.begin_object().key("category").value(group.category).key("rule").value(group.rule);
    json.key("weight").value(group.weight).key("row").value(group.row).key("rows").value(group.rows);
    json.key("by_item").begin_array();
    for (const std::int64_t n : group.by_item) json.value(n);
    json.end_array().end_object();
  }
  json.end_array().key("top_chats").begin_array();
  for (const TopChat& chat : tables.top_chats) {
    json.begin_object().key("name").value(chat.name).key("app").value(chat.app);
    json.key("item").value(static_cast<std::int64_t>(chat.item)).key("row").value(chat.row);
    json.key("messages").value(chat.messages).key("hits").value(chat.hits).end_object();
  }
  json.end_array();
}

// [day, records, days since the last, records, …]: what the histograms are drawn from.
void write_days(JsonWriter& json, const std::map<std::int32_t, std::int64_t>& days) {
  std::int32_t last = 0;
  json.begin_array();
  for (const auto& [day, records] : days) {
    json.value(std::int64_t{day} - last).value(records);
    last = day;
  }
  json.end_array();
}

}  // namespace

void write_case_page(const ReportCase& what, const ReportOptions& options, const ReportTables& tables,
                     const Timeline& timeline, ReportFolder& folder) {
  std::string out = "ulika_case(";
  JsonWriter json(out, true);
  const std::string zone = what.meta("timezone");
  json.begin_object().key("name").value(what.name).key("language").value(options.language);
  json.key("version")
      .value(std::string_view(ULIKA_VERSION))
      .key("zone")
      .value(zone)
      .key("offsets")
      .begin_array();
  for (const ZoneStep& step : zone_table(zone)) {
    json.begin_array().value(step.from).value(std::int64_t{step.offset_minutes}).end_array();
  }
  json.end_array();
  if (!what.part_of.empty()) json.key("part_of").value(what.part_of);
  if (what.masked) json.key("masked").value(true);
  json.key("meta").begin_object();
  for (std::string_view key : kReportedMeta) {
    if (const std::string value = what.meta(key); !value.empty()) json.key(key).value(value);
  }
  json.end_object().key("items").begin_array();
  for (std::size_t i = 0; i < what.items.size(); ++i) write_item(json, *what.items[i], tables, i);
  json.end_array();
  write_findings(json, tables);
  json.key("days").begin_array();
  for (const auto& days : timeline.days()) write_days(json, days);
  json.end_array().key("strange_times").value(timeline.strange_times());
  json.key("tables");
  write_tables(json, tables);
  json.end_object();
  folder.add("data/case.js", out + ");\n");
  folder.add("print.css", "@page { @bottom-left { content: " + css_string(what.name) + "; } }\n");
}

}  // namespace ulika
