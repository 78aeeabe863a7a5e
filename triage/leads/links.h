// Links: a selector that two or more devices share, weighted so that what everybody has joins nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "triage/leads/link_rules.h"
#include "triage/leads/selector_merge.h"

namespace ulika {

// One part of a weight: a code that reports put into words, and the numbers that belong to it.
struct LinkReason {
  std::string code;
  double factor = 1;                  // by what the weight was multiplied
  std::vector<std::int64_t> numbers;  // for the words: how many devices, conversations, …
};

struct Link {
  SelectorForm form;
  double weight = 0;                    // 0 to 1
  std::vector<DeviceSighting> devices;  // two or more, by device
  std::vector<LinkReason> reasons;
};

// Links below this are worth no look.
constexpr double kLeastLinkWeight = 0.1;

// Weighs what the devices know of one selector:
//   kind      the weight of its kind, from the rules
//   spread    n of all devices know it: ln(1 + all/n) / ln(1 + all/3), 1 for up to three devices
//   chats     on some device it comes up in n conversations: 3/n, 1 for up to three
//   one_way   it wrote and nobody answered or keeps it: 0.3; on three devices or more 0.1
//   listed    it is only in address books, never used: 0.7
//   mentioned it is only named in texts: 0.8
//   own       it is one device's own, and another is in touch with it: 1.25
//   spoken    it stands in texts that speak of the trade: 1.3
// Nothing where fewer than two devices have it, it is everybody's by the rules, or its weight is too small.
std::optional<Link> weigh_link(const SelectorForm& form, const std::vector<DeviceSighting>& devices,
                               std::size_t all_devices, const LinkRules& rules);

}  // namespace ulika
