#include "parsers/row_reader.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "triage/base/text.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

// The bytes of a text (as UTF-8, whatever the database's encoding) or blob.
std::string_view bytes_of(sqlite3_stmt* statement, int column) {
  const void* data = sqlite3_column_type(statement, column) == SQLITE_BLOB
                         ? sqlite3_column_blob(statement, column)
                         : sqlite3_column_text(statement, column);
  return {static_cast<const char*>(data),
          data ? static_cast<std::size_t>(sqlite3_column_bytes(statement, column)) : 0};
}

}  // namespace

RowReader::RowReader(const Query& query, const DefinitionRun& run, sqlite3_stmt* statement)
    : query_(query), run_(run), statement_(statement) {
  if (query.makes->find("app")) app_ = run.definition.app_for(run.path);
  if (query.makes->find("platform")) platform_ = run.definition.platform;
  for (int i = 0; statement && i < sqlite3_column_count(statement); ++i) {
    const std::string_view name = sqlite3_column_name(statement, i);
    fields_.push_back(query.makes->find(name));
    if (name == "row") row_column_ = i;
    if (name == "offset") offset_column_ = i;
    if (name == "length") length_column_ = i;
    if (name == "pointer") pointer_column_ = i;
    if (name == "xpath") xpath_column_ = i;
    if (name == "app") app_.clear();
    if (name == "platform") platform_.clear();
  }
}

std::optional<Record> RowReader::read() {
  const auto note = [&](std::string field, const char* cause, const std::string& where) {
    Trouble& trouble = troubles_[{std::move(field), cause}];
    if (trouble.count++ == 0) trouble.first = where;
  };
  const auto place = locator();
  if (!place) {
    note("row", "has no place to find it by", {});
    return std::nullopt;
  }
  Record record;
  record.type = query_.makes->type;
  record.from.path = run_.path;
  record.from.parser = run_.definition.id;
  record.from.recovered = run_.recovered;
  record.from.locator = *place + run_.suffix;
  if (!app_.empty()) record.fields.emplace_back("app", app_);
  if (!platform_.empty()) record.fields.emplace_back("platform", platform_);
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (!fields_[i]) continue;
    const char* trouble = nullptr;
    Value value = cell(static_cast<int>(i), *fields_[i], trouble);
    if (trouble) note(std::string(fields_[i]->key), trouble, record.from.locator);
    if (!is_null(value)) record.fields.emplace_back(std::string(fields_[i]->key), std::move(value));
  }
  return record;
}

std::optional<std::string> RowReader::locator() const {
  const auto holds = [&](int column, int type) {
    return column >= 0 && sqlite3_column_type(statement_, column) == type;
  };
  if (holds(row_column_, SQLITE_INTEGER))
    return fmt::format("row:{}:{}", query_.row_table, sqlite3_column_int64(statement_, row_column_));
  if (holds(xpath_column_, SQLITE_TEXT)) return fmt::format("xml:{}", bytes_of(statement_, xpath_column_));
  if (holds(pointer_column_, SQLITE_TEXT)) {
    return fmt::format("{}:{}", source_kind_name(run_.definition.source.kind),
                       bytes_of(statement_, pointer_column_));
  }
  if (holds(offset_column_, SQLITE_INTEGER) && holds(length_column_, SQLITE_INTEGER)) {
    return fmt::format("bytes:{}+{}", sqlite3_column_int64(statement_, offset_column_),
                       sqlite3_column_int64(statement_, length_column_));
  }
  return std::nullopt;
}

Value RowReader::cell(int column, const FieldSpec& field, const char*& trouble) const {
  const int type = sqlite3_column_type(statement_, column);
  if (type == SQLITE_NULL) return {};
  switch (field.kind) {
    case FieldKind::text: {
      const auto* data = sqlite3_column_text(statement_, column);
      const std::string_view text(
          reinterpret_cast<const char*>(data),
          data ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0);
      if (text.empty()) return {};
      if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos) return std::string(text);
      trouble = "holds malformed text, which was made readable";
      return to_valid_utf8(text);
    }
    case FieldKind::integer:
      if (type == SQLITE_INTEGER) return sqlite3_column_int64(statement_, column);
      if (type == SQLITE_TEXT) {
        const std::string_view text = bytes_of(statement_, column);
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size()) return number;
      }
      trouble = "is no whole number";
      return {};
    case FieldKind::boolean:
      if (type == SQLITE_INTEGER) {
        const std::int64_t truth = sqlite3_column_int64(statement_, column);
        if (truth == 0 || truth == 1) return truth;
      }
      trouble = "is neither 0 nor 1";
      return {};
    case FieldKind::real:
      if (type == SQLITE_FLOAT || type == SQLITE_INTEGER) {
        const double number = sqlite3_column_double(statement_, column);
        if (std::isfinite(number)) return number;
      }
      trouble = "is no number";
      return {};
    case FieldKind::time:
      if (type == SQLITE_INTEGER) {
        const std::int64_t time = sqlite3_column_int64(statement_, column);
        if (is_representable(time)) return time;
      }
      trouble = "is no point in time";
      return {};
    case FieldKind::json: {
      const std::string_view text = bytes_of(statement_, column);
      if (text == "[]" || text == "{}") return {};
      if (nlohmann::json::accept(text.begin(), text.end())) return std::string(text);
      trouble = "is no JSON";
      return {};
    }
  }
  return {};
}

std::vector<std::string> RowReader::troubles() const {
  std::vector<std::string> out;
  for (const auto& [what, trouble] : troubles_) {
    const auto& [field, cause] = what;
    const std::string first = trouble.first.empty() ? "" : ", first " + trouble.first;
    out.push_back(fmt::format("{} {} (rows: {}{})", field, cause, trouble.count, first));
  }
  return out;
}

}  // namespace ulika
