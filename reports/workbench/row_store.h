// RowStore: rows of a written report's tables by number or by record id, read from its shards as they stand
// there. One caller at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

class RowStore {
 public:
  // `report` is a folder that write_html_report() left. Its files are compared with the manifest when they
  // are first read, and again when they have changed since. With `by_id`, rows of every table that begins
  // with an id can be found by it: 16 bytes of memory each.
  static Result<RowStore> open(const std::filesystem::path& report, bool by_id);

  // The bytes of a file in the report's data folder; a failure where there is none, or it is not what the
  // manifest names.
  Result<std::string> data_file(const std::string& name) const { return file("data/" + name); }

  // A thumbnail, by its name below the report's media.
  Result<std::string> media_file(const std::string& name) const { return file("media/" + name); }

  // The row's number in its table.
  std::optional<std::int64_t> row_of(const std::string& table, std::string_view id) const;
  // Its table and number, whichever table it is in.
  std::optional<std::pair<std::string, std::int64_t>> find(std::string_view id) const;
  // {"table":…,"rows":[[number,origin,cells],…]} of these rows, in their order.
  Result<std::string> rows(const std::string& table, const std::vector<std::int64_t>& numbers) const;

 private:
  struct Table {
    std::vector<std::int64_t> starts;  // first row of each shard, then the number of rows
    std::vector<std::pair<std::uint64_t, std::int64_t>> by_id;  // sorted
  };
  Result<std::string> file(const std::string& name) const;
  Result<void> index(const std::string& name, Table& table) const;
  static std::string shard_name(const std::string& table, std::size_t shard);

  std::filesystem::path dir_;
  std::map<std::string, std::string> digests_;  // by path below the report
  std::map<std::string, Table> tables_;
  mutable std::map<std::string, std::filesystem::file_time_type> compared_;
};

}  // namespace ulika
