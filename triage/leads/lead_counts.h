// LeadCounts: how often each thing was counted, with the records that show it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

struct LeadCount {
  double n = 0;
  std::vector<std::string> ids;  // of the first records that show it
};

class LeadCounts {
 public:
  static constexpr std::size_t kMostIds = 6;

  void add(std::string_view code, std::string_view record_id = {}, double n = 1) {
    auto it = counts_.find(code);
    if (it == counts_.end()) it = counts_.emplace(code, LeadCount{}).first;
    it->second.n += n;
    if (!record_id.empty() && it->second.ids.size() < kMostIds) it->second.ids.emplace_back(record_id);
  }
  // Sets the number and keeps the records.
  void put(std::string_view code, double n) {
    add(code, {}, 0);
    counts_.find(code)->second.n = n;
  }
  void erase(std::string_view code) {
    if (const auto it = counts_.find(code); it != counts_.end()) counts_.erase(it);
  }
  double n(std::string_view code) const {
    const auto it = counts_.find(code);
    return it == counts_.end() ? 0 : it->second.n;
  }
  void merge(const LeadCounts& other) {
    for (const auto& [code, count] : other.counts_) {
      add(code, {}, count.n);
      for (const std::string& id : count.ids) add(code, id, 0);
    }
  }
  const std::map<std::string, LeadCount, std::less<>>& all() const { return counts_; }

 private:
  std::map<std::string, LeadCount, std::less<>> counts_;
};

}  // namespace ulika
