// Messages of a bank that are missing: where the balance after a payment does not follow from the one before.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "triage/base/time.h"

namespace ulika {

// A payment as far as it matters here; texts as in the record.
struct BalancePayment {
  std::string id;
  TimeMs at = 0;
  std::string bank;
  std::string card_tail;
  std::string currency;
  std::string direction;  // in, out, unknown
  std::string amount;
  std::string balance;  // empty: not said
};

// Between two messages of one card the balance changed by more, or less, than they and those between them
// tell. A place to look for deleted or missing messages and no proof of any: banks also take fees and
// interest, hold sums back and send nothing for small ones.
struct BalanceGap {
  std::string bank;
  std::string card_tail;
  std::string currency;
  std::string before;  // ids of the payments on either side
  std::string after;
  TimeMs from = 0;
  TimeMs to = 0;
  std::string difference;  // decimal; "-" where more money left than the messages tell
};

// The gaps in order of bank, card and time, the same for every order of `payments`. Payments without card,
// bank or time of their own order are left out by the caller. A message that stands there twice (SMS and
// notification) counts once; a payment whose direction or whose sum in the balance's currency is unknown
// breaks the account, and nothing is said across it. Messages of one minute may have come in any order and
// are put in the one that adds up, where there is one.
std::vector<BalanceGap> balance_gaps(std::vector<BalancePayment> payments);

}  // namespace ulika
