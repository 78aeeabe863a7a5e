// A part of a case for a report: what was chosen, and what it hangs from.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika {

constexpr std::size_t kContextMessages = 5;  // of the same chat, before and after a chosen message

// The items with the records, hits and files named by `ids`, and beside them: what they were drawn from and
// what was drawn from them, the messages around a chosen one with their chat, and the files all of these lie
// in. Device data, the ledger and the problems stay whole. `items` must outlive it.
std::vector<std::unique_ptr<ItemReader>> select_items(const std::vector<std::unique_ptr<ItemReader>>& items,
                                                      const std::set<std::string>& ids);

}  // namespace ulika
