#include "reports/export_formats.h"
#include "reports/export_values.h"

namespace ulika {

void write_json_row(JsonWriter& json, const ExportRow& row) {
  json.begin_object().key("type").value(row.type);
  for (const ExportField& field : row.fields) {
    if (is_null(field.value)) continue;
    json.key(field.key);
    write_json_value(json, field.kind, field.value);
  }
  json.end_object();
}

void export_jsonl(const CaseReader& reader, std::string_view type, ExportSink& sink) {
  const auto write = [&](const ExportRow& row) {
    JsonWriter json(sink.text());
    write_json_row(json, row);
    sink.text() += '\n';
    sink.row_done();
  };
  for (const auto& item : reader.items()) {
    for (std::string_view each : export_types()) {
      if (!type.empty() && each != type) continue;
      for_each_row(*item, each, write);
    }
  }
  for (std::string_view each : export_types()) {
    if (type.empty() || each == type) for_each_finding_row(reader, each, write);
  }
}

}  // namespace ulika
