// SpeechSigns: what a text speaks of by the beginnings of its words: towns, staff, counts, payouts, orders to
// people. Organisers write little about goods and much about these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

enum SpeechSign : std::uint32_t {
  kSignCity = 1,
  kSignStaff = 2,
  kSignTally = 4,
  kSignPayout = 8,
  kSignAdvert = 16,
  kSignDuty = 32,
  kSignRefuse = 64,
  kSignTerminal = 128,
  kSignKin = 256,
  kSignStock = 1024,  // bulk, weighing, packing
  kSignNumber = 512,  // any number of one to six digits
};

struct SpokenOf {
  std::uint32_t signs = 0;    // SpeechSign bits
  std::uint32_t letters = 0;  // letters in the text
  std::uint64_t skeleton =
      0;  // equal for texts that differ in numbers, marks and case only; 0 under 10 letters
};

// Talk of somebody who manages others: at least two of staff, counts, payouts and adverts, or one of them
// with a town, an order to people or a number.
bool is_staff_talk(const SpokenOf& spoken);
// A table of people, towns and sums: three kinds of them at least.
bool is_ledger(const SpokenOf& spoken);

class SpeechSigns {
 public:
  // The table that is part of the program (signs.tsv).
  static const SpeechSigns& builtin();
  // Refuses, with its number, a line that is wrong.
  static Result<SpeechSigns> parse(std::string_view table);

  // `text` need not be valid UTF-8.
  SpokenOf look_at(std::string_view text) const;

 private:
  struct Stem {
    std::u32string letters;
    std::uint32_t sign = 0;
    bool whole = false;
  };
  std::uint32_t signs_of(const std::u32string& word) const;
  std::unordered_map<char32_t, std::vector<Stem>> stems_;  // by first letter
  std::vector<std::pair<std::u32string, std::uint32_t>> phrases_;
};

}  // namespace ulika
