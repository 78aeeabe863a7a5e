#include "reports/shard_writer.h"

#include <fmt/format.h>

namespace ulika {

std::string origin_json(std::size_t item, const Provenance& from, std::string_view file_sha256) {
  std::string out;
  JsonWriter json(out, true);
  json.begin_array().value(static_cast<std::int64_t>(item)).value(from.path).value(from.parser);
  json.value(from.recovered).value(file_sha256).end_array();
  return out;
}

void Cells::flush_nulls() {
  for (; nulls_ > 0; --nulls_) {
    out_ += first_ ? "null" : ",null";
    first_ = false;
  }
  if (!first_) out_ += ',';
  first_ = false;
}

Cells& Cells::null() {
  ++nulls_;
  return *this;
}

Cells& Cells::text(std::string_view value) {
  if (value.empty()) return null();
  flush_nulls();
  JsonWriter(out_, true).value(value);
  return *this;
}

Cells& Cells::number(std::int64_t value) {
  flush_nulls();
  JsonWriter(out_).value(value);
  return *this;
}

Cells& Cells::number(std::optional<std::int64_t> value) {
  return value ? number(*value) : null();
}

Cells& Cells::flag(bool value) {
  return value ? number(std::int64_t{1}) : null();
}

Cells& Cells::value(const Value* value) {
  if (!value || is_null(*value)) return null();
  if (const auto* held = std::get_if<std::string>(value)) return text(*held);
  if (const auto* held = std::get_if<std::int64_t>(value)) return number(*held);
  flush_nulls();
  JsonWriter(out_).value(std::get<double>(*value));
  return *this;
}

ShardWriter::ShardWriter(ReportFolder& folder, std::string table,
                         std::vector<std::pair<std::string, std::string>> columns)
    : folder_(folder) {
  info_.name = std::move(table);
  info_.columns = std::move(columns);
}

std::int64_t ShardWriter::add(std::string_view origin, std::string_view cells) {
  const auto [it, is_new] = origin_index_.try_emplace(std::string(origin), origin_index_.size());
  if (is_new) {
    if (!origins_.empty()) origins_ += ",\n";
    origins_ += origin;
  }
  if (in_shard_ > 0) rows_ += ",\n";
  rows_ += '[';
  rows_ += std::to_string(it->second);
  if (!cells.empty()) rows_ += ',';
  rows_ += cells;
  rows_ += ']';
  ++in_shard_;
  const std::int64_t number = info_.rows++;
  if (in_shard_ == kRowsPerShard || rows_.size() + origins_.size() >= kBytesPerShard) flush();
  return number;
}

void ShardWriter::flush() {
  const std::size_t n = info_.shards.size();
  folder_.add(
      fmt::format("data/{}-{:05}.js", info_.name, n),
      fmt::format("ulika_shard({{\"table\":\"{}\",\"shard\":{},\"origins\":[\n{}\n],\"rows\":[\n{}\n]}});\n",
                  info_.name, n, origins_, rows_));
  info_.shards.push_back(in_shard_);
  in_shard_ = 0;
  rows_.clear();
  origins_.clear();
  origin_index_.clear();
}

const TableInfo& ShardWriter::finish() {
  if (in_shard_ > 0) flush();
  return info_;
}

}  // namespace ulika
