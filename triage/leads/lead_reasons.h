// LeadReasons: why a lead stands where it does: a code with its numbers, and the same as an English sentence.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ulika {

struct LeadReason {
  std::string code;
  double points = 0;  // what it adds to the score; below zero where it takes away
  std::vector<std::pair<std::string, std::string>> values;  // for the words: n, chat, role
  std::vector<std::string> ids;                             // of records that show it
};

// Codes with their sentences, in which {n} and the like stand for values.
const std::vector<std::pair<std::string_view, std::string_view>>& reason_sentences();

// The sentence of a reason with its values; the code itself where there is no sentence.
std::string reason_text(const LeadReason& reason);

// [{"code","points","text","values","ids"}, …]
std::string reasons_json(const std::vector<LeadReason>& reasons);

// A count as people write it: whole where it is whole, else with one decimal.
std::string count_text(double n);

}  // namespace ulika
