#include "triage/leads/spoken_texts.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace ulika {
namespace {

constexpr std::string_view kRule = "text:";
constexpr std::size_t kMostCategories = 1000;

}  // namespace

std::uint64_t short_id(std::string_view record_id) {
  if (record_id.size() < 16) return 0;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(record_id.data(), record_id.data() + 16, number, 16);
  return error == std::errc() && end == record_id.data() + 16 ? number : 0;
}

void SpokenTexts::add(const Hit& hit) {
  if (!hit.rule.starts_with(kRule) || hit.record_id.empty() || hit.weight < kLeastScore) return;
  const std::uint64_t record = short_id(hit.record_id);
  if (record == 0) return;
  const std::string_view name = std::string_view(hit.rule).substr(kRule.size());
  auto it = std::find(categories_.begin(), categories_.end(), name);
  if (it == categories_.end()) {
    if (categories_.size() >= kMostCategories) return;
    it = categories_.emplace(categories_.end(), name);
  }
  texts_.push_back(
      {record, static_cast<std::uint16_t>(it - categories_.begin()), static_cast<float>(hit.weight)});
}

void SpokenTexts::seal() {
  // Categories got their numbers in the order of the hits, which is fixed.
  std::sort(texts_.begin(), texts_.end(), [](const Spoken& a, const Spoken& b) {
    return std::tuple(a.record, -a.score, a.category) < std::tuple(b.record, -b.score, b.category);
  });
}

std::vector<SpokenTexts::Spoken> SpokenTexts::find(std::string_view record_id) const {
  std::vector<Spoken> found;
  const std::uint64_t record = short_id(record_id);
  auto it = std::lower_bound(texts_.begin(), texts_.end(), record,
                             [](const Spoken& s, std::uint64_t id) { return s.record < id; });
  for (; record != 0 && it != texts_.end() && it->record == record; ++it) found.push_back(*it);
  return found;
}

bool SpokenTexts::speaks(std::uint64_t record) const {
  const auto it = std::lower_bound(texts_.begin(), texts_.end(), record,
                                   [](const Spoken& s, std::uint64_t id) { return s.record < id; });
  return record != 0 && it != texts_.end() && it->record == record;
}

}  // namespace ulika
