#include "reports/finding_tables.h"

#include <algorithm>
#include <set>

#include "triage/base/json.h"
#include "triage/model/finding_schema.h"

namespace ulika {
namespace {

constexpr std::size_t kIdLength = 20;
constexpr std::size_t kIdsOfARow = 1000;  // of one finding that are led to their rows

// The number that a type's rows are sorted by; persons stay as they come.
std::string_view order_of(std::string_view type) {
  return type == "link" ? "weight" : type == "person" ? "" : "score";
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// Every run of exactly 20 hexadecimal digits.
void ids_in(std::string_view text, std::set<std::string>& out) {
  for (std::size_t at = 0; at < text.size() && out.size() < kIdsOfARow;) {
    std::size_t end = at;
    while (end < text.size() && is_hex(text[end])) ++end;
    if (end - at == kIdLength) out.emplace(text.substr(at, kIdLength));
    at = end + 1;
  }
}

std::set<std::string> ids_of(const StoredRecord& finding) {
  std::set<std::string> ids;
  for (const auto& [key, value] : finding.record.fields) {
    if (const auto* text = std::get_if<std::string>(&value)) ids_in(*text, ids);
  }
  return ids;
}

double number_of(const Record& record, std::string_view key) {
  const Value* value = record.find(key);
  if (value == nullptr) return 0;
  if (const auto* real = std::get_if<double>(value)) return *real;
  const auto* integer = std::get_if<std::int64_t>(value);
  return integer != nullptr ? static_cast<double>(*integer) : 0;
}

std::string refs_json(const StoredRecord& finding, const References& references) {
  std::string out;
  JsonWriter json(out);
  bool any = false;
  json.begin_object();
  for (const std::string& id : ids_of(finding)) {
    const auto place = references.place_of(id);
    if (!place) continue;
    any = true;
    json.key(id).begin_array().value(place->table).value(place->row).end_array();
  }
  json.end_object();
  return any ? out : std::string();
}

// The item that a finding is about: its source, or a lead's device.
std::size_t item_of(const ItemList& items, const Record& record) {
  std::string_view name = record.text("source");
  if (name.empty() && record.text("target_kind") == "device") name = record.text("target");
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i]->source().name == name) return i;
  }
  return items.size();  // of the case as a whole
}

// The row of the chat that a lead is about.
std::optional<std::int64_t> chat_of(const Record& record, std::size_t item, const References& references,
                                    const ReportTables& tables) {
  if (record.type != "lead" || record.text("target_kind") != "chat") return std::nullopt;
  const std::string target(record.text("target"));
  if (const auto place = references.place_of(target); place && place->table == "chat") return place->row;
  const auto it = tables.chat_rows.find(std::to_string(item) + '\0' + target);
  return it == tables.chat_rows.end() ? std::nullopt : std::optional<std::int64_t>(it->second);
}

int target_order(const Record& record) {
  const std::string_view kind = record.text("target_kind");
  return kind == "device" ? 0 : kind == "chat" ? 1 : 2;
}

}  // namespace

std::vector<std::string> named_ids(const std::vector<StoredRecord>& findings) {
  std::vector<std::string> out;
  for (const StoredRecord& finding : findings) {
    for (const std::string& id : ids_of(finding)) out.push_back(id);
  }
  return out;
}

void write_findings(const ItemList& items, const std::vector<StoredRecord>& findings, ReportFolder& folder,
                    const References& references, ReportTables& out) {
  for (const std::string_view type : kFindingTypes) {
    const RecordSpec& spec = *find_finding_spec(type);
    const std::string_view order = order_of(type);
    std::vector<const StoredRecord*> rows;
    for (const StoredRecord& finding : findings) {
      if (finding.record.type == type) rows.push_back(&finding);
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const StoredRecord* a, const StoredRecord* b) {
      if (target_order(a->record) != target_order(b->record))
        return target_order(a->record) < target_order(b->record);
      const double x = number_of(a->record, order), y = number_of(b->record, order);
      return x > y;
    });
    std::vector<std::pair<std::string, std::string>> columns = {
        {"id", "text"}, {"ref", "integer"}, {"refs", "json"}};
    for (const FieldSpec& field : spec.fields) columns.emplace_back(field.key, kind_name(field.kind));
    ShardWriter writer(folder, std::string(type), columns);
    for (const StoredRecord* finding : rows) {
      const std::size_t item = item_of(items, finding->record);
      std::string cells;
      Cells row(cells);
      row.text(finding->id).number(chat_of(finding->record, item, references, out));
      row.text(refs_json(*finding, references));
      for (const FieldSpec& field : spec.fields) row.value(finding->record.find(field.key));
      writer.add(origin_json(item, Provenance{}, ""), cells);
    }
    out.tables.push_back(writer.finish());
  }
}

}  // namespace ulika
