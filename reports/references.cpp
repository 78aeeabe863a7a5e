#include "reports/references.h"

#include <algorithm>
#include <charconv>

#include "triage/model/record_schema.h"

namespace ulika {
namespace {

// The first 16 of an id's 20 hexadecimal digits. 0 for what is no id.
std::uint64_t key_of(std::string_view id) {
  std::uint64_t key = 0;
  id = id.substr(0, 16);
  std::from_chars(id.data(), id.data() + id.size(), key, 16);
  return key;
}

}  // namespace

References::References(const ItemList& items, const std::vector<std::string>& more) {
  for (const std::string& id : more) entries_.push_back({key_of(id), -1, 0, nullptr});
  for (const auto& item : items) {
    item->for_each_hit([&](const StoredHit& hit) {
      if (!hit.hit.record_id.empty()) entries_.push_back({key_of(hit.hit.record_id), -1, 1, nullptr});
    });
    for (const RecordSpec& spec : record_specs()) {
      if (spec.type == "message" || spec.type == "chat") continue;
      item->for_each_record(spec.type, [&](const StoredRecord& stored) {
        const std::string& id = stored.record.from.derived_from;
        if (!id.empty()) entries_.push_back({key_of(id), -1, 0, nullptr});
      });
    }
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  std::size_t kept = 0;
  for (const Entry& entry : entries_) {
    if (kept > 0 && entries_[kept - 1].key == entry.key) {
      entries_[kept - 1].hits += entry.hits;
    } else {
      entries_[kept++] = entry;
    }
  }
  entries_.resize(kept);
  entries_.shrink_to_fit();
}

const References::Entry* References::find(std::string_view id) const {
  const std::uint64_t key = key_of(id);
  const auto it =
      std::lower_bound(entries_.begin(), entries_.end(), key,
                       [](const Entry& entry, std::uint64_t wanted) { return entry.key < wanted; });
  return it != entries_.end() && it->key == key ? &*it : nullptr;
}

const std::string_view* References::table_named(std::string_view table) {
  const auto it = std::find(tables_.begin(), tables_.end(), table);
  if (it != tables_.end()) return &*it;
  tables_.push_back(table);
  return &tables_.back();
}

void References::place(std::string_view id, std::string_view table, std::int64_t row) {
  if (const Entry* entry = find(id)) {
    Entry& placed = entries_[static_cast<std::size_t>(entry - entries_.data())];
    placed.row = row;
    placed.table = table_named(table);
  }
}

std::optional<References::Place> References::place_of(std::string_view id) const {
  const Entry* entry = id.empty() ? nullptr : find(id);
  if (!entry || entry->row < 0) return std::nullopt;
  return Place{*entry->table, entry->row};
}

std::optional<std::int64_t> References::row_of(std::string_view id) const {
  const auto place = place_of(id);
  if (!place || place->table != "message") return std::nullopt;
  return place->row;
}

std::int64_t References::hits_of(std::string_view id) const {
  const Entry* entry = find(id);
  return entry ? entry->hits : 0;
}

}  // namespace ulika
