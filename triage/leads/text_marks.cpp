#include "triage/leads/text_marks.h"

#include <algorithm>
#include <array>

#include "triage/leads/spoken_texts.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, 13> kTopics = {
    "none",    "recruitment", "call_centre", "instruction", "drop_location", "drop_report", "order",
    "payment", "not_found",   "restock",     "opsec",       "mule",          "job_scam"};

struct TermKind {
  std::string_view category;  // of the lexicon
  std::uint16_t bit;
};
constexpr TermKind kTermKinds[] = {
    {"PLACE_HIDE", kTermHide},   {"PACK", kTermHide | kTermPack},
    {"ACT_DROP", kTermHide},     {"SUBST", kTermTrade},
    {"SUBST_CODE", kTermTrade},  {"TRADE", kTermTrade},
    {"ACT_NF", kTermMissing},    {"DISPUTE", kTermMissing},
    {"ACT_REDO", kTermMissing},  {"PAY", kTermPay},
    {"CRYPTO", kTermPay},        {"INNOCENT", kTermInnocent},
    {"ROLE_WH", kTermWarehouse},
};

std::uint16_t bit_of(std::string_view category) {
  for (const TermKind& kind : kTermKinds) {
    if (kind.category == category) return kind.bit;
  }
  return 0;
}

}  // namespace

Topic topic_of(std::string_view name) {
  const auto it = std::find(kTopics.begin(), kTopics.end(), name);
  return it == kTopics.end() ? Topic::none : static_cast<Topic>(it - kTopics.begin());
}

std::string_view topic_name(Topic topic) {
  return kTopics[static_cast<std::size_t>(topic)];
}

TextMarks::TextMarks(Database& db) {
  constexpr std::string_view kText = "text:";
  // Ranges of the index over rules; the ends are the first rules that no longer begin so.
  Statement rows = db.prepare(
      "SELECT record_id, rule, category, weight FROM hits WHERE record_id <> '' AND "
      "((rule >= 'text:' AND rule < 'text;') OR (rule >= 'lex:' AND rule < 'lex;'))");
  while (rows.step()) {
    const std::uint64_t record = short_id(rows.text(0));
    if (record == 0) continue;
    Row row{record, {}};
    if (const std::string_view rule = rows.text(1); rule.starts_with(kText)) {
      row.mark.topic = topic_of(rule.substr(kText.size()));
      row.mark.score = static_cast<float>(std::clamp(rows.real(3), 0.0, 100.0));
    } else {
      row.mark.terms = bit_of(rows.text(2));
      if (row.mark.terms == 0) continue;
    }
    rows_.push_back(row);
  }
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    if (a.record != b.record) return a.record < b.record;
    if (a.mark.score != b.mark.score) return a.mark.score > b.mark.score;
    return a.mark.topic < b.mark.topic;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (kept > 0 && rows_[kept - 1].record == rows_[i].record) {
      rows_[kept - 1].mark.terms |= rows_[i].mark.terms;  // the best score came first
    } else {
      rows_[kept++] = rows_[i];
    }
  }
  rows_.resize(kept);
  rows_.shrink_to_fit();
}

TextMark TextMarks::find(std::string_view record_id) const {
  const std::uint64_t record = short_id(record_id);
  const auto it = std::lower_bound(rows_.begin(), rows_.end(), record,
                                   [](const Row& row, std::uint64_t id) { return row.record < id; });
  return it == rows_.end() || it->record != record ? TextMark{} : it->mark;
}

}  // namespace ulika
