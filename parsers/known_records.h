// KnownRecords: what has been told already, so that a recovered row does not tell it again.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>

#include "triage/model/record.h"

namespace ulika {

class KnownRecords {
 public:
  void add(const Record& record);

  // True where a record with the same fields was added, or a message of the same row (by `locator`, empty
  // where the row's number is lost) with the same text, time, place and attachments: its other columns say
  // how it was delivered.
  bool tells_the_same(const Record& record, std::string_view locator) const;

 private:
  std::unordered_set<std::uint64_t> contents_;
  std::unordered_set<std::uint64_t> messages_;  // with their locators
};

}  // namespace ulika
