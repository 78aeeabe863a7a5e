#include <cmath>

#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, kStructureBits> kStructureNames{
    "place", "map_link", "phone", "price",    "link",  "handle",  "wallet",
    "count", "amount",   "clock", "question", "emoji", "percent", "card_tail"};
constexpr std::array<std::string_view, 6> kOtherNames{"combos",     "cleared",     "obfuscated",
                                                      "short_text", "words (log)", "letters (log)"};
constexpr float kWeightUnit = 0.1F;      // weights go to 10
constexpr std::uint32_t kShortText = 4;  // words

}  // namespace

void feature_row(const TextFeatures& features, std::span<float, kFeatureCount> row) {
  std::size_t at = 0;
  for (float best : features.best) row[at++] = best * kWeightUnit;
  for (float seen : features.seen) row[at++] = seen * kWeightUnit;
  for (std::size_t bit = 0; bit < kStructureBits; ++bit)
    row[at++] = (features.structure >> bit & 1U) != 0 ? 1.0F : 0.0F;
  row[at++] = features.combos * kWeightUnit;
  row[at++] = features.cleared * kWeightUnit;
  row[at++] = features.obfuscated;
  row[at++] = features.words < kShortText ? 1.0F : 0.0F;
  row[at++] = std::log1p(static_cast<float>(features.words)) * 0.2F;
  row[at++] = std::log1p(static_cast<float>(features.letters)) * 0.2F;
}

std::string feature_name(std::size_t column) {
  if (column < kTermCategoryCount) return std::string(kTermCategories[column]);
  column -= kTermCategoryCount;
  if (column < kTermCategoryCount) return std::string(kTermCategories[column]) + " (as listed)";
  column -= kTermCategoryCount;
  if (column < kStructureBits) return std::string(kStructureNames[column]);
  return std::string(kOtherNames.at(column - kStructureBits));
}

}  // namespace ulika
