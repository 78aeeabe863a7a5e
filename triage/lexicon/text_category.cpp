#include "triage/lexicon/text_category.h"

#include <algorithm>
#include <iterator>

namespace ulika {
namespace {

constexpr std::array<std::string_view, kTextCategories> kNames{
    "none",    "recruitment", "call_centre", "instruction", "drop_location", "drop_report", "order",
    "payment", "not_found",   "restock",     "opsec",       "mule",          "job_scam"};

}  // namespace

std::string_view category_name(TextCategory category) {
  return kNames[static_cast<std::size_t>(category)];
}

std::optional<TextCategory> text_category(std::string_view name) {
  const auto at = std::find(kNames.begin(), kNames.end(), name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<TextCategory>(at - kNames.begin());
}

std::optional<std::size_t> term_category(std::string_view name) {
  const auto at = std::find(kTermCategories.begin(), kTermCategories.end(), name);
  if (at == kTermCategories.end()) return std::nullopt;
  return static_cast<std::size_t>(at - kTermCategories.begin());
}

}  // namespace ulika
