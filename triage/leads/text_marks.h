// TextMarks: what the text pass said of each record of an item, as one small row a record.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "triage/base/sqlite.h"

namespace ulika {

// What a text may be about; the names are those of the rules "text:NAME".
enum class Topic : std::uint8_t {
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
  job_scam,
};
Topic topic_of(std::string_view name);  // none for a name that there is not
std::string_view topic_name(Topic topic);

// Terms that stand in a text, by what they name.
enum TermBits : std::uint16_t {
  kTermHide = 1,       // where and in what a thing is hidden
  kTermTrade = 2,      // goods, prices, orders
  kTermMissing = 4,    // not found, dispute
  kTermPay = 8,        // payment, currencies
  kTermInnocent = 16,  // signs of an honest subject
  kTermWarehouse = 32,
  kTermPack = 64,
};

struct TextMark {
  Topic topic = Topic::none;
  float score = 0;  // 0 to 100
  std::uint16_t terms = 0;
};

class TextMarks {
 public:
  static constexpr float kLeastScore = 35;  // of 100: below it a text says too little to lean on

  // Reads the findings about texts ("text:…", "lex:…") of a finished evidence database. About 16 bytes a
  // record that has any. Throws DatabaseError.
  explicit TextMarks(Database& db);

  // Nothing said: an empty mark.
  TextMark find(std::string_view record_id) const;
  std::size_t size() const { return rows_.size(); }

 private:
  struct Row {
    std::uint64_t record = 0;  // short_id()
    TextMark mark;
  };
  std::vector<Row> rows_;  // by record
};

}  // namespace ulika
