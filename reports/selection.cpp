#include "reports/selection.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "reports/timeline.h"
#include "triage/model/record_schema.h"

namespace ulika {
namespace {

struct Spoken {
  std::string chat;
  std::int64_t at;
  std::string id;
};

std::string chat_key(const Record& record) {
  return std::string(record.text("app")) + '\0' + std::string(record.text("chat_id"));
}

class SelectedItem final : public ItemReader {
 public:
  SelectedItem(const ItemReader& item, const std::set<std::string>& ids) : item_(item), kept_(ids) {
    keep_relatives(ids);
    keep_conversation();
    item_.for_each_hit([&](const StoredHit& hit) {
      if (keeps(hit)) paths_.insert(hit.hit.path);
    });
    for (const RecordSpec& spec : record_specs()) {
      item_.for_each_record(spec.type, [&](const StoredRecord& record) {
        if (!keeps(record)) return;
        ++counts_[std::string(spec.type)];
        paths_.insert(record.record.from.path);
      });
    }
    item_.for_each_hit([&](const StoredHit& hit) { counts_["hit"] += keeps(hit) ? 1 : 0; });
    item_.for_each_file([&](const StoredFile& file) { counts_["file"] += keeps(file) ? 1 : 0; });
    counts_["problem"] = item_.count("problem");
  }

  const SourceInfo& source() const override { return item_.source(); }
  ItemDigests digests() const override { return item_.digests(); }
  std::int64_t count(std::string_view type) const override {
    const auto it = counts_.find(std::string(type));
    return it == counts_.end() ? 0 : it->second;
  }
  void for_each_file(const std::function<void(const StoredFile&)>& visit) const override {
    item_.for_each_file([&](const StoredFile& file) {
      if (keeps(file)) visit(file);
    });
  }
  void for_each_record(std::string_view type,
                       const std::function<void(const StoredRecord&)>& visit) const override {
    item_.for_each_record(type, [&](const StoredRecord& record) {
      if (keeps(record)) visit(record);
    });
  }
  void for_each_hit(const std::function<void(const StoredHit&)>& visit) const override {
    item_.for_each_hit([&](const StoredHit& hit) {
      if (keeps(hit)) visit(hit);
    });
  }
  std::vector<LedgerRow> ledger() const override { return item_.ledger(); }
  std::vector<Problem> problems() const override { return item_.problems(); }
  std::string meta(std::string_view key) const override { return item_.meta(key); }
  std::string thumbnail(std::string_view sha256) const override { return item_.thumbnail(sha256); }

 private:
  bool keeps(const StoredRecord& record) const {
    if (record.record.type == "device") return true;
    if (record.record.type == "chat" && chats_.count(chat_key(record.record)) > 0) return true;
    return kept_.count(record.id) > 0;
  }
  bool keeps(const StoredHit& hit) const {
    return kept_.count(hit.id) > 0 || (!hit.hit.record_id.empty() && kept_.count(hit.hit.record_id) > 0);
  }
  bool keeps(const StoredFile& file) const {
    return kept_.count(file.id) > 0 || paths_.count(file.entry.path) > 0;
  }

  // What the chosen were drawn from and what was drawn from them; the records that chosen hits lie in.
  void keep_relatives(const std::set<std::string>& ids) {
    item_.for_each_hit([&](const StoredHit& hit) {
      if (ids.count(hit.id) > 0 && !hit.hit.record_id.empty()) kept_.insert(hit.hit.record_id);
    });
    for (const RecordSpec& spec : record_specs()) {
      item_.for_each_record(spec.type, [&](const StoredRecord& record) {
        const std::string& parent = record.record.from.derived_from;
        if (parent.empty()) return;
        if (ids.count(parent) > 0) kept_.insert(record.id);
        if (ids.count(record.id) > 0) kept_.insert(parent);
      });
    }
  }
  void keep_conversation() {
    std::vector<Spoken> spoken;
    item_.for_each_record("message", [&](const StoredRecord& message) {
      spoken.push_back({chat_key(message.record),
                        time_of(message.record).value_or(std::numeric_limits<std::int64_t>::max()),
                        message.id});
    });
    std::stable_sort(spoken.begin(), spoken.end(), [](const Spoken& a, const Spoken& b) {
      return std::tie(a.chat, a.at) < std::tie(b.chat, b.at);
    });
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < spoken.size(); ++i) {
      if (kept_.count(spoken[i].id) > 0) chosen.push_back(i);
    }
    for (const std::size_t at : chosen) {
      chats_.insert(spoken[at].chat);
      const std::size_t from = at > kContextMessages ? at - kContextMessages : 0;
      for (std::size_t i = from; i < std::min(spoken.size(), at + kContextMessages + 1); ++i) {
        if (spoken[i].chat == spoken[at].chat) kept_.insert(spoken[i].id);
      }
    }
  }

  const ItemReader& item_;
  std::set<std::string> kept_, chats_, paths_;
  std::map<std::string, std::int64_t> counts_;
};

}  // namespace

std::vector<std::unique_ptr<ItemReader>> select_items(const std::vector<std::unique_ptr<ItemReader>>& items,
                                                      const std::set<std::string>& ids) {
  std::vector<std::unique_ptr<ItemReader>> selected;
  for (const auto& item : items) selected.push_back(std::make_unique<SelectedItem>(*item, ids));
  return selected;
}

}  // namespace ulika
