#include "reports/export_rows.h"

#include <algorithm>

#include "triage/base/json.h"
#include "triage/case/ids.h"
#include "triage/model/finding_schema.h"
#include "triage/model/profile.h"

namespace ulika {
namespace {

using K = FieldKind;

Value text_value(std::string_view text) {
  return text.empty() ? Value() : Value(std::string(text));
}
Value time_value(const std::optional<TimeMs>& time) {
  return time ? Value(std::int64_t{*time}) : Value();
}
Value size_value(std::uint64_t size) {
  return static_cast<std::int64_t>(size);
}
Value place_value(std::int64_t offset) {
  return offset < 0 ? Value() : Value(offset);
}

constexpr ExportField kHead[] = {{"id", K::text, {}}, {"source", K::text, {}}};
constexpr std::string_view kFrom[] = {"path", "locator", "parser", "recovered", "derived_from", "profile"};
const std::vector<ExportField> kSource = {
    {"name", K::text, {}},       {"kind", K::text, {}},        {"size", K::integer, {}},
    {"md5", K::text, {}},        {"sha1", K::text, {}},        {"sha256", K::text, {}},
    {"stored_md5", K::text, {}}, {"stored_sha1", K::text, {}}, {"acquired_at", K::time, {}},
    {"zone", K::text, {}},       {"device", K::json, {}}};
const std::vector<ExportField> kFile = {
    {"path", K::text, {}},       {"size", K::integer, {}},     {"md5", K::text, {}},
    {"sha1", K::text, {}},       {"sha256", K::text, {}},      {"mime", K::text, {}},
    {"state", K::text, {}},      {"modified_at", K::time, {}}, {"accessed_at", K::time, {}},
    {"changed_at", K::time, {}}, {"created_at", K::time, {}},  {"zone", K::text, {}},
    {"known", K::text, {}},      {"hashset", K::text, {}},     {"kind", K::text, {}},
    {"ledger", K::text, {}},     {"reason", K::text, {}}};
const std::vector<ExportField> kHit = {
    {"path", K::text, {}},      {"locator", K::text, {}},  {"derived_from", K::text, {}},
    {"rule", K::text, {}},      {"category", K::text, {}}, {"value", K::text, {}},
    {"context", K::text, {}},   {"weight", K::real, {}},   {"offset", K::integer, {}},
    {"length", K::integer, {}}, {"encoding", K::text, {}}, {"image_offset", K::integer, {}}};
const std::vector<ExportField> kLedger = {
    {"state", K::text, {}}, {"reason", K::text, {}}, {"files", K::integer, {}}, {"bytes", K::integer, {}}};
const std::vector<ExportField> kProblem = {{"path", K::text, {}},      {"stage", K::text, {}},
                                           {"reason", K::text, {}},    {"state", K::text, {}},
                                           {"offset", K::integer, {}}, {"length", K::integer, {}}};

std::vector<ExportField> columns_after_head(std::string_view type) {
  if (type == "source") return kSource;
  if (type == "file") return kFile;
  if (type == "hit") return kHit;
  if (type == "ledger") return kLedger;
  if (type == "problem") return kProblem;
  std::vector<ExportField> columns;
  if (const RecordSpec* finding = find_finding_spec(type)) {
    for (const FieldSpec& field : finding->fields) {
      if (field.key != kHead[1].key) columns.push_back({field.key, field.kind, {}});
    }
    return columns;
  }
  for (std::string_view key : kFrom) columns.push_back({key, K::text, {}});
  for (const FieldSpec& field : find_record_spec(type)->fields)
    columns.push_back({field.key, field.kind, {}});
  return columns;
}

// Fills a row of one type by the place of its columns.
class RowMaker {
 public:
  RowMaker(std::string_view type, std::string_view source) {
    row_.type = type;
    row_.fields = export_columns(type);
    row_.fields[1].value = std::string(source);
  }
  // Values for the columns after id and source, in their order.
  const ExportRow& fill(std::string id, std::initializer_list<Value> values) {
    row_.fields[0].value = std::move(id);
    std::size_t column = std::size(kHead);
    for (const Value& value : values) row_.fields[column++].value = value;
    return row_;
  }
  const ExportRow& fill(const StoredRecord& stored) {
    const Provenance& from = stored.record.from;
    fill(stored.id,
         {text_value(from.path), text_value(from.locator), text_value(from.parser),
          text_value(from.recovered), text_value(from.derived_from), text_value(profile_of(from.path))});
    std::size_t column = std::size(kHead) + std::size(kFrom);
    std::size_t next = 0;  // the fields come in the order of the schema
    const auto& fields = stored.record.fields;
    for (; column < row_.fields.size(); ++column) {
      const bool has = next < fields.size() && fields[next].first == row_.fields[column].key;
      row_.fields[column].value = has ? fields[next++].second : Value();
    }
    return row_;
  }

 private:
  ExportRow row_;
};

// What the device records of the item say, first value first, as one JSON object; empty without any.
std::string device_json(const ItemReader& item) {
  Record device;
  item.for_each_record("device", [&](const StoredRecord& stored) {
    for (const auto& [key, value] : stored.record.fields) {
      if (device.find(key) == nullptr) device.set(key, value);
    }
  });
  if (device.fields.empty()) return {};
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  for (const FieldSpec& field : find_record_spec("device")->fields) {
    if (device.find(field.key) != nullptr) json.key(field.key).value(device.text(field.key));
  }
  json.end_object();
  return text;
}

void visit_source(const ItemReader& item, const std::function<void(const ExportRow&)>& visit) {
  const SourceInfo& s = item.source();
  const ItemDigests digests = item.digests();
  const bool local = s.acquired_at && !s.acquired_zone_known;
  RowMaker maker("source", s.name);
  visit(
      maker.fill(stable_id({s.name, "source"}),
                 {text_value(s.name), text_value(s.kind), size_value(s.size), text_value(digests.md5),
                  text_value(digests.sha1), text_value(digests.sha256), text_value(s.stored_md5.value_or("")),
                  text_value(s.stored_sha1.value_or("")), time_value(s.acquired_at),
                  text_value(local ? "unknown" : ""), text_value(device_json(item))}));
}

void visit_files(const ItemReader& item, const std::function<void(const ExportRow&)>& visit) {
  RowMaker maker("file", item.source().name);
  item.for_each_file([&](const StoredFile& file) {
    const FileEntry& e = file.entry;
    const FileTimes& t = e.times;
    const bool local = !t.zone_known && (t.modified || t.accessed || t.changed || t.created);
    visit(maker.fill(file.id,
                     {text_value(e.path), size_value(e.size), text_value(file.md5), text_value(file.sha1),
                      text_value(file.sha256), text_value(file.mime), text_value(file_state_name(e.state)),
                      time_value(t.modified), time_value(t.accessed), time_value(t.changed),
                      time_value(t.created), text_value(local ? "unknown" : ""), text_value(file.known),
                      text_value(file.hashset), text_value(entry_kind_name(e.kind)),
                      text_value(ledger_state_name(file.state)), text_value(file.reason)}));
  });
}

void visit_hits(const ItemReader& item, const std::function<void(const ExportRow&)>& visit) {
  RowMaker maker("hit", item.source().name);
  item.for_each_hit([&](const StoredHit& stored) {
    const Hit& hit = stored.hit;
    const std::string locator =
        hit.record_id.empty() ? "bytes:" + std::to_string(hit.offset) + "+" + std::to_string(hit.length) : "";
    visit(maker.fill(stored.id,
                     {text_value(hit.path), text_value(locator), text_value(hit.record_id),
                      text_value(hit.rule), text_value(hit.category), text_value(hit.value),
                      text_value(hit.context), hit.weight, size_value(hit.offset), size_value(hit.length),
                      text_value(hit.encoding), place_value(hit.image_offset)}));
  });
}

void visit_ledger(const ItemReader& item, const std::function<void(const ExportRow&)>& visit) {
  const std::string& source = item.source().name;
  RowMaker maker("ledger", source);
  for (const LedgerRow& line : item.ledger()) {
    const std::string_view state = ledger_state_name(line.state);
    visit(maker.fill(stable_id({source, "ledger", state, line.reason}),
                     {text_value(state), text_value(line.reason), line.files, line.bytes}));
  }
}

void visit_problems(const ItemReader& item, const std::function<void(const ExportRow&)>& visit) {
  const std::string& source = item.source().name;
  RowMaker maker("problem", source);
  for (const Problem& p : item.problems()) {
    visit(maker.fill(problem_id(source, p), {text_value(p.path), text_value(p.stage), text_value(p.reason),
                                             text_value(ledger_state_name(p.state)), place_value(p.offset),
                                             p.length == 0 ? Value() : size_value(p.length)}));
  }
}

}  // namespace

const Value* ExportRow::find(std::string_view key) const {
  const auto it =
      std::find_if(fields.begin(), fields.end(), [&](const ExportField& f) { return f.key == key; });
  return it == fields.end() || is_null(it->value) ? nullptr : &it->value;
}

std::vector<std::string_view> export_types() {
  std::vector<std::string_view> types = {"source", "file"};
  for (const RecordSpec& spec : record_specs()) types.push_back(spec.type);
  for (std::string_view type : {"hit", "ledger", "problem"}) types.push_back(type);
  for (const RecordSpec& spec : finding_specs()) types.push_back(spec.type);
  return types;
}

bool is_finding_type(std::string_view type) {
  return find_finding_spec(type) != nullptr;
}

std::vector<ExportField> export_columns(std::string_view type) {
  std::vector<ExportField> columns(std::begin(kHead), std::end(kHead));
  for (ExportField& field : columns_after_head(type)) columns.push_back(std::move(field));
  return columns;
}

void for_each_row(const ItemReader& item, std::string_view type,
                  const std::function<void(const ExportRow&)>& visit) {
  if (is_finding_type(type)) return;
  if (type == "source") return visit_source(item, visit);
  if (type == "file") return visit_files(item, visit);
  if (type == "hit") return visit_hits(item, visit);
  if (type == "ledger") return visit_ledger(item, visit);
  if (type == "problem") return visit_problems(item, visit);
  RowMaker maker(type, item.source().name);
  item.for_each_record(type, [&](const StoredRecord& stored) { visit(maker.fill(stored)); });
}

void for_each_finding_row(const CaseReader& reader, std::string_view type,
                          const std::function<void(const ExportRow&)>& visit) {
  if (!is_finding_type(type)) return;
  ExportRow row{type, export_columns(type)};
  reader.for_each_finding(type, [&](const StoredRecord& stored) {
    row.fields[0].value = stored.id;
    for (std::size_t column = 1; column < row.fields.size(); ++column) {
      const Value* value = stored.record.find(row.fields[column].key);
      row.fields[column].value = value == nullptr ? Value() : *value;
    }
    visit(row);
  });
}

}  // namespace ulika
