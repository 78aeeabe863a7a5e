// The tables of the report: each walks the case once and writes its rows to shards.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reports/references.h"
#include "reports/report_folder.h"
#include "reports/shard_writer.h"
#include "reports/timeline.h"

namespace ulika {

// Stands for the time of rows that have none: they close a list.
inline constexpr std::int64_t kUndated = std::numeric_limits<std::int64_t>::max();

// First and last dated record of one kind on one device.
struct Activity {
  std::optional<std::int64_t> first, last;
  void see(std::optional<std::int64_t> at);
};

struct HitGroup {
  std::string category, rule;
  double weight = 0;
  std::int64_t row = 0;  // first of its rows in the table of hits
  std::int64_t rows = 0;
  std::vector<std::int64_t> by_item;
};

struct TopChat {
  std::string name, app;
  std::size_t item = 0;
  std::int64_t row = 0;  // in the table of chats
  std::int64_t messages = 0, hits = 0;
};

struct ReportTables {
  std::vector<TableInfo> tables;
  std::vector<std::map<std::string, Activity>> activity;  // one map of record types an item
  std::vector<std::map<std::string, std::int64_t>> apps;  // messages by app, one map an item
  std::vector<std::int64_t> chats;  // conversations of each item, with or without a record of their own
  std::unordered_map<std::string, std::int64_t> chat_rows;  // by item, 0, chat_id
  std::vector<HitGroup> hit_groups;
  std::vector<TopChat> top_chats;
  std::vector<std::array<std::int64_t, 11>> files_by_state;  // by LedgerState, one an item
};

// Chats by their last activity, each chat's messages in time order. Notes in `references` where messages
// stand.
void write_conversations(const ItemList& items, ReportFolder& folder, References& references,
                         Timeline& timeline, ReportTables& out);
// Every other record type by time where it has one, else in the reader's order.
void write_records(const ItemList& items, ReportFolder& folder, References& references, Timeline& timeline,
                   ReportTables& out);
// Hits grouped by category and rule, weighty ones first.
void write_hits(const ItemList& items, ReportFolder& folder, const References& references, ReportTables& out);
// Files, the ledger (what was not read comes first) and problems.
void write_files(const ItemList& items, ReportFolder& folder, ReportTables& out);

// How the page calls a kind of field.
std::string_view kind_name(FieldKind kind);
// Columns every table of records opens with, then the keys of `spec`.
std::vector<std::pair<std::string, std::string>> record_columns(const RecordSpec& spec);
// The integer of a field; nothing where it is absent or no integer.
std::optional<std::int64_t> integer_of(const Record& record, std::string_view key);

}  // namespace ulika
