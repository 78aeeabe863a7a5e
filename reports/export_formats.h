// The formats of exports, each a function that streams the rows of a case into an ExportSink.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "reports/export_rows.h"
#include "triage/base/json.h"
#include "triage/case/case_reader.h"

namespace ulika {

// Gathers text and hands it to the stream in large pieces.
class ExportSink {
 public:
  explicit ExportSink(std::ostream& out) : out_(out) {}
  std::string& text() { return text_; }
  void row_done() {
    if (text_.size() >= kPiece) flush();
  }
  void flush() {
    out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
  }

 private:
  static constexpr std::size_t kPiece = 1 << 16;
  std::ostream& out_;
  std::string text_;
};

// One row as the JSON object of the contract.
void write_json_row(JsonWriter& json, const ExportRow& row);

// `type` empty: every type.
void export_jsonl(const CaseReader& reader, std::string_view type, ExportSink& sink);
// RFC 4180 with a byte order mark; cells that a spreadsheet would run as a formula get a leading apostrophe.
void export_csv(const CaseReader& reader, std::string_view type, ExportSink& sink);
// Locations, and messages that carry a place; `type` narrows it to one of the two.
void export_kml(const CaseReader& reader, std::string_view type, ExportSink& sink);
void export_geojson(const CaseReader& reader, std::string_view type, ExportSink& sink);
// GraphML 1.1 (graphml.graphdrawing.org): devices, persons and what devices share as nodes; how a device
// knows each as edges. `type` narrows it to links or persons.
void export_graphml(const CaseReader& reader, std::string_view type, ExportSink& sink);

}  // namespace ulika
