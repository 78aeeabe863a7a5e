#include "reports/timeline.h"

#include <algorithm>
#include <array>

#include "reports/report_tables.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::int64_t kDayMs = 86400000;
constexpr std::int64_t kYear2100 = 4102444800000;  // UTC milliseconds

// The fields that say most about a record of each kind, the first that is there wins.
std::string_view words_of(const Record& record) {
  static constexpr std::array kKeys = {"text",  "terms", "title", "subject", "label",        "package",
                                       "party", "url",   "name",  "kind",    "counterparty", "model"};
  if (record.type == "payment") return record.text("amount");
  for (const char* key : kKeys) {
    if (const std::string_view words = record.text(key); !words.empty()) return words;
  }
  return {};
}

std::string_view who_of(const Record& record) {
  for (const char* key : {"sender", "sender_id", "party", "party_id", "from", "counterparty"}) {
    if (const std::string_view who = record.text(key); !who.empty()) return who;
  }
  return {};
}

// At most `limit` bytes, and no part of a character at the end.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

}  // namespace

std::optional<std::int64_t> time_of(const Record& record) {
  const RecordSpec* spec = find_record_spec(record.type);
  if (spec == nullptr) return std::nullopt;
  for (const FieldSpec& field : spec->fields) {
    if (field.kind != FieldKind::time) continue;
    if (const auto at = integer_of(record, field.key)) return at;
  }
  return std::nullopt;
}

Timeline::Timeline(ReportFolder& folder, std::vector<ZoneStep> zone, std::size_t items)
    : folder_(folder),
      zone_(std::move(zone)),
      spool_(std::make_unique<RowSpool>(folder.scratch("events.spool"))),
      days_(items) {}

std::uint32_t Timeline::type_index(std::string_view type) {
  const auto it = std::find(types_.begin(), types_.end(), type);
  if (it != types_.end()) return static_cast<std::uint32_t>(it - types_.begin());
  types_.emplace_back(type);
  rows_.emplace_back();
  return static_cast<std::uint32_t>(types_.size() - 1);
}

void Timeline::count_day(std::size_t item, const Record& record, std::int64_t at) {
  if (at < 0 || at >= kYear2100) {
    ++strange_;
    return;
  }
  std::int64_t local = at;
  if (record.text("zone") != "unknown" && !zone_.empty()) {
    auto step = std::upper_bound(zone_.begin(), zone_.end(), at,
                                 [](std::int64_t wanted, const ZoneStep& z) { return wanted < z.from; });
    if (step != zone_.begin()) --step;
    local += std::int64_t{step->offset_minutes} * 60000;
  }
  ++days_[item][static_cast<std::int32_t>(local / kDayMs)];
}

void Timeline::note(std::size_t item, const Record& record, std::uint32_t n, std::string_view origin) {
  const auto at = time_of(record);
  if (!at) return;
  count_day(item, record, *at);
  std::string cells;
  Cells row(cells);
  row.text(record.type).number(*at).text(record.text("zone")).text(record.text("app"));
  row.text(record.text("direction")).text(cut(who_of(record), kWords)).text(cut(words_of(record), kWords));
  spool_->add(0, *at, origin, cells);
  refs_.push_back({type_index(record.type), n});
}

void Timeline::place(std::string_view type, std::uint32_t n, std::int64_t row) {
  auto& rows = rows_[type_index(type)];
  if (rows.size() <= n) rows.resize(std::size_t{n} + 1, -1);
  rows[n] = row;
}

TableInfo Timeline::finish() {
  ShardWriter writer(folder_, "event",
                     {{"row", "integer"},
                      {"kind", "text"},
                      {"at", "time"},
                      {"zone", "text"},
                      {"app", "text"},
                      {"direction", "text"},
                      {"who", "text"},
                      {"text", "text"}});
  std::string line;
  spool_->for_each({0}, [&](std::uint32_t n, std::string_view origin, std::string_view cells) {
    const Ref& ref = refs_[n];
    line = std::to_string(rows_[ref.type].at(ref.n)) + ",";
    writer.add(origin, line.append(cells));
  });
  spool_.reset();
  return writer.finish();
}

}  // namespace ulika
