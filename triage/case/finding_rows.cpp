#include "triage/case/finding_rows.h"

#include <fmt/format.h>

#include <stdexcept>

#include "triage/case/schema.h"
#include "triage/model/finding_schema.h"

namespace ulika {
namespace {

constexpr int kFirstField = 2;  // after n and id

void bind_value(Statement& row, int index, const Value* value) {
  if (value == nullptr || is_null(*value)) {
    row.bind_null(index);
  } else if (const auto* whole = std::get_if<std::int64_t>(value)) {
    row.bind(index, *whole);
  } else if (const auto* real = std::get_if<double>(value)) {
    row.bind(index, *real);
  } else {
    row.bind(index, std::string_view(std::get<std::string>(*value)));
  }
}

Value value_at(const Statement& row, int column, FieldKind kind) {
  if (row.is_null(column)) return {};
  if (kind == FieldKind::real) return row.real(column);
  if (kind == FieldKind::integer || kind == FieldKind::boolean || kind == FieldKind::time)
    return row.int64(column);
  return std::string(row.text(column));
}

}  // namespace

FindingRows::FindingRows(Database& db) {
  for (const RecordSpec& spec : finding_specs()) {
    db.exec(fmt::format("DELETE FROM \"{}\"", spec.type));
    tables_[std::string(spec.type)].insert = db.prepare(insert_sql(case_table(spec.type)));
  }
}

void FindingRows::add(std::string_view id, const Record& finding) {
  const auto it = tables_.find(finding.type);
  const RecordSpec* spec = find_finding_spec(finding.type);
  if (it == tables_.end() || spec == nullptr)
    throw std::logic_error(fmt::format("'{}' is no type of a finding", finding.type));
  for (const auto& [key, value] : finding.fields) {
    if (spec->find(key) == nullptr)
      throw std::logic_error(fmt::format("a {} has no key '{}'", finding.type, key));
  }
  Statement& row = it->second.insert;
  row.bind(1, ++it->second.rows).bind(2, id);
  int index = kFirstField;
  for (const FieldSpec& field : spec->fields) bind_value(row, ++index, finding.find(field.key));
  row.run();
}

std::int64_t FindingRows::count(std::string_view type) const {
  const auto it = tables_.find(type);
  return it == tables_.end() ? 0 : it->second.rows;
}

void read_findings(Database& db, std::string_view type,
                   const std::function<void(const StoredRecord&)>& visit) {
  const RecordSpec* spec = find_finding_spec(type);
  if (spec == nullptr) return;
  Statement rows =
      db.prepare(fmt::format("SELECT {} FROM \"{}\" ORDER BY n", column_list(case_table(type)), type));
  while (rows.step()) {
    StoredRecord stored;
    stored.id = rows.text(1);
    stored.record.type = type;
    int column = kFirstField;
    for (const FieldSpec& field : spec->fields) {
      Value value = value_at(rows, column++, field.kind);
      if (!is_null(value)) stored.record.fields.emplace_back(std::string(field.key), std::move(value));
    }
    visit(stored);
  }
}

}  // namespace ulika
