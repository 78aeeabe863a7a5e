#include "triage/lexicon/ngram_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace ulika {

std::uint32_t NgramModel::find(GramKey key) const {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(key >> 32);
  for (std::size_t at = key & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.entry_plus == 0) return kNone;
    if (slot.tag == tag) return slot.entry_plus - 1;
  }
}

bool NgramModel::insert(GramKey key, std::uint32_t entry) {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(key >> 32);
  std::size_t at = key & mask;
  for (; slots_[at].entry_plus != 0; at = (at + 1) & mask) {
    if (slots_[at].tag == tag) return false;
  }
  slots_[at] = {tag, entry + 1};
  return true;
}

NgramReader::NgramReader(const NgramModel& model) : model_(model), seen_at_(model.grams(), 0) {}

double NgramReader::read(std::u32string_view line, std::span<const float, kFeatureCount> features) {
  if (++turn_ == 0) {
    std::fill(seen_at_.begin(), seen_at_.end(), 0U);
    turn_ = 1;
  }
  line_ = line;
  std::copy(features.begin(), features.end(), features_.begin());
  list_grams(line_, grams_);
  found_.clear();
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < grams_.size(); ++i) {
    const std::uint32_t entry = model_.find(grams_[i].key);
    if (entry == NgramModel::kNone || seen_at_[entry] == turn_) continue;
    seen_at_[entry] = turn_;
    found_.emplace_back(entry, static_cast<std::uint32_t>(i));
    sum += model_.relevance_[entry];
  }
  // Every text weighs the same, however long: the vector of its n-grams has length one.
  norm_ = found_.empty() ? 0 : 1 / (1000 * std::sqrt(static_cast<double>(found_.size())));
  log_odds_ = model_.bias_[0] + static_cast<double>(sum) * norm_;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    log_odds_ += static_cast<double>(features_[i]) * model_.feature_weights_[i][0];
  }
  return 1 / (1 + std::exp(-(model_.slope_ * log_odds_ + model_.shift_)));
}

TextCategory NgramReader::category() const {
  std::array<double, kTextCategories> odds = model_.bias_;
  for (const auto& [entry, index] : found_) {
    for (std::uint32_t at = model_.first_category_[entry]; at < model_.first_category_[entry + 1]; ++at) {
      const CategoryWeight& weight = model_.categories_[at];
      odds[static_cast<std::size_t>(weight.category)] += weight.weight * norm_;
    }
  }
  std::size_t best = 1;
  for (std::size_t category = 1; category < kTextCategories; ++category) {
    for (std::size_t i = 0; i < kFeatureCount; ++i) {
      odds[category] += static_cast<double>(features_[i]) * model_.feature_weights_[i][category];
    }
    if (odds[category] > odds[best]) best = category;
  }
  return static_cast<TextCategory>(best);
}

void NgramReader::explain(std::size_t most, std::vector<GramFound>& out) const {
  out.clear();
  auto heaviest = found_;
  const auto heavier = [this](const auto& a, const auto& b) {
    const int left = std::abs(model_.relevance_[a.first]);
    const int right = std::abs(model_.relevance_[b.first]);
    return left != right ? left > right : a.second < b.second;
  };
  const std::size_t count = std::min(most, heaviest.size());
  std::partial_sort(heaviest.begin(), heaviest.begin() + static_cast<std::ptrdiff_t>(count), heaviest.end(),
                    heavier);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(
        {gram_name(line_, grams_[heaviest[i].second]), model_.relevance_[heaviest[i].first] * norm_});
  }
}

}  // namespace ulika
