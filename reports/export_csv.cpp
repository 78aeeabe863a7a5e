#include <array>

#include "reports/export_formats.h"
#include "reports/export_values.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

// Beginnings that make spreadsheets take a cell for a formula or a command, their full-width forms included
// (OWASP, "CSV Injection").
constexpr std::array<std::string_view, 11> kFormulaStarts = {
    "=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"};

bool starts_formula(std::string_view text) {
  for (std::string_view start : kFormulaStarts) {
    if (text.starts_with(start)) return true;
  }
  return false;
}

void append_cell(std::string& out, const ExportField& field) {
  if (is_null(field.value)) return;
  std::string text = to_valid_utf8(value_text(field.kind, field.value));
  const bool is_number =
      field.value.index() != 3 && (field.kind == FieldKind::integer || field.kind == FieldKind::real);
  if (!is_number && starts_formula(text)) text.insert(0, 1, '\'');
  // Semicolons and tabs too: programs that separate by them must not see a cell begin there.
  if (text.find_first_of("\",;\t\r\n") == std::string::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

void export_csv(const CaseReader& reader, std::string_view type, ExportSink& sink) {
  sink.text() += "\xef\xbb\xbf";
  const char* comma = "";
  for (const ExportField& column : export_columns(type)) {
    sink.text() += comma;
    sink.text() += column.key;
    comma = ",";
  }
  sink.text() += "\r\n";
  const auto write = [&](const ExportRow& row) {
    for (const ExportField& field : row.fields) {
      if (&field != row.fields.data()) sink.text() += ',';
      append_cell(sink.text(), field);
    }
    sink.text() += "\r\n";
    sink.row_done();
  };
  for (const auto& item : reader.items()) for_each_row(*item, type, write);
  for_each_finding_row(reader, type, write);
}

}  // namespace ulika
