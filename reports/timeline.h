// Timeline: every dated record of the case in time order, as a table whose rows lead to the records' own
// rows.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/report_folder.h"
#include "reports/row_spool.h"
#include "reports/shard_writer.h"
#include "reports/zone_table.h"

namespace ulika {

class Timeline {
 public:
  static constexpr std::size_t kWords = 120;  // bytes of a record's text that its row repeats

  // `zone`: the case's, as zone_table() gives it; its days are counted by it. `folder` must outlive this.
  Timeline(ReportFolder& folder, std::vector<ZoneStep> zone, std::size_t items);

  // Notes a record of `item`, the n-th of its type, unless it has no time. place() then says which row of the
  // type's table it became.
  void note(std::size_t item, const Record& record, std::uint32_t n, std::string_view origin);
  void place(std::string_view type, std::uint32_t n, std::int64_t row);

  // Writes the table "event" and gives its work file back. Nothing is noted after it.
  TableInfo finish();

  // Records of each item by day (days since 1970 in the case's zone), and how many have a time outside of
  // 1970 to 2100, which no clock in order gives.
  const std::vector<std::map<std::int32_t, std::int64_t>>& days() const { return days_; }
  std::int64_t strange_times() const { return strange_; }

 private:
  struct Ref {
    std::uint32_t type, n;
  };
  std::uint32_t type_index(std::string_view type);
  void count_day(std::size_t item, const Record& record, std::int64_t at);

  ReportFolder& folder_;
  std::vector<ZoneStep> zone_;
  std::unique_ptr<RowSpool> spool_;
  std::vector<Ref> refs_;                        // by the spool's numbers
  std::vector<std::string> types_;               // few; found by walking
  std::vector<std::vector<std::int64_t>> rows_;  // [type][n]
  std::vector<std::map<std::int32_t, std::int64_t>> days_;
  std::int64_t strange_ = 0;
};

// The first time among a record's fields, and nothing where it has none.
std::optional<std::int64_t> time_of(const Record& record);

}  // namespace ulika
