// ShardWriter: the rows of one table of the report as small script files that the page loads when it shows
// them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reports/report_folder.h"
#include "triage/base/json.h"
#include "triage/case/case_reader.h"
#include "triage/model/record_schema.h"

namespace ulika {

// What the page must know of a table before it loads any of it.
struct TableInfo {
  std::string name;
  std::vector<std::pair<std::string, std::string>>
      columns;                       // key and kind: text, integer, real, boolean, time, json, size
  std::vector<std::int64_t> shards;  // rows in each
  std::int64_t rows = 0;
};

// Where a row was drawn from, as the JSON array that opens it: [item, path, parser, recovered, sha256].
std::string origin_json(std::size_t item, const Provenance& from, std::string_view file_sha256);

// Appends the values of one row, separated by commas, absent ones as null; trailing nulls are left out.
class Cells {
 public:
  explicit Cells(std::string& out) : out_(out) {}
  Cells& text(std::string_view value);  // empty: null
  Cells& number(std::int64_t value);
  Cells& number(std::uint64_t value) { return number(static_cast<std::int64_t>(value)); }
  Cells& number(std::optional<std::int64_t> value);
  Cells& flag(bool value);  // false: null
  Cells& value(const Value* value);
  Cells& null();

 private:
  void flush_nulls();
  std::string& out_;
  int nulls_ = 0;
  bool first_ = true;
};

class ShardWriter {
 public:
  static constexpr std::int64_t kRowsPerShard = 2000;
  static constexpr std::size_t kBytesPerShard = std::size_t{2} << 20;  // after which a shard is closed early

  ShardWriter(ReportFolder& folder, std::string table,
              std::vector<std::pair<std::string, std::string>> columns);

  // Adds a row; returns its number in the table, from 0. Throws std::runtime_error when the disk refuses.
  std::int64_t add(std::string_view origin, std::string_view cells);
  const TableInfo& finish();

 private:
  void flush();

  ReportFolder& folder_;
  TableInfo info_;
  std::string rows_;
  std::string origins_;
  std::int64_t in_shard_ = 0;
  std::unordered_map<std::string, std::size_t> origin_index_;
};

}  // namespace ulika
