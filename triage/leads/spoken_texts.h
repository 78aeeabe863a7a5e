// SpokenTexts: which records of an item hold a text that speaks of the trade, by the findings of the text
// pass.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/model/hit.h"

namespace ulika {

// The first 16 hexadecimal digits of a record's id as a number; 0 for what is none.
std::uint64_t short_id(std::string_view record_id);

class SpokenTexts {
 public:
  static constexpr double kLeastScore = 40;  // of 100: below it a text says too little to lean on

  // Takes the findings about whole texts (rule "text:CATEGORY", weight 0 to 100); other hits are passed over.
  void add(const Hit& hit);
  // After the last add().
  void seal();

  struct Spoken {
    std::uint64_t record = 0;  // short_id()
    std::uint16_t category = 0;
    float score = 0;
  };
  // Every finding about the record, best first; empty where it says nothing.
  std::vector<Spoken> find(std::string_view record_id) const;
  bool speaks(std::string_view record_id) const { return speaks(short_id(record_id)); }
  bool speaks(std::uint64_t record) const;
  std::string_view category(std::uint16_t index) const { return categories_[index]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> categories_;
  std::vector<Spoken> texts_;
};

}  // namespace ulika
