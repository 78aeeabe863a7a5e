// What a text may be about, and the categories of the lexicon's terms.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ulika {

enum class TextCategory : std::uint8_t {
  none,
  recruitment,
  call_centre,
  instruction,
  drop_location,
  drop_report,
  order,
  payment,
  not_found,
  restock,
  opsec,
  mule,
  job_scam,  // another crime than the drug trade
};
inline constexpr std::size_t kTextCategories = 13;

std::string_view category_name(TextCategory category);  // "recruitment", …
std::optional<TextCategory> text_category(std::string_view name);

// Categories of terms: who (ROLE_*), what is done (ACT_*), where, with what, how it is paid; what is counted
// (UNIT), other crime (SCAM), signs of an innocent subject (INNOCENT), the laboratory's own terms (LAB).
inline constexpr std::array<std::string_view, 36> kTermCategories{
    "ROLE_ORG", "ROLE_OPR", "ROLE_CUR",   "ROLE_WH",    "ROLE_COU", "ROLE_ENF",   "ROLE_BUY", "ROLE_DROP",
    "ROLE_REC", "ROLE_ADV", "ROLE_CHEM",  "ROLE_THIEF", "ACT_DROP", "ACT_PICK",   "ACT_NF",   "ACT_REDO",
    "ACT_REP",  "PLACE",    "PLACE_HIDE", "PACK",       "SUBST",    "SUBST_CODE", "TRADE",    "PAY",
    "CRYPTO",   "RECR",     "CALL",       "DOC",        "OPSEC",    "POLICE",     "DISPUTE",  "GEO",
    "UNIT",     "SCAM",     "INNOCENT",   "LAB"};
inline constexpr std::size_t kTermCategoryCount = kTermCategories.size();

std::optional<std::size_t> term_category(std::string_view name);

}  // namespace ulika
