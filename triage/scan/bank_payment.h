// What a bank's message says of one movement of money.
#pragma once

#include <optional>
#include <string>

#include "triage/scan/written_time.h"

namespace ulika {

struct BankPayment {
  std::string direction = "unknown";  // in, out, unknown
  std::string operation;  // purchase, transfer, cash_in, cash_out, credit, debit, fee, refund, …
  std::string amount;     // decimal, without sign
  std::string currency;   // ISO 4217
  std::string card_tail;
  std::string balance;       // decimal, with '-' below zero
  std::string counterparty;  // as written
  std::string bank;
  std::string rule;  // the template's id, or "generic"
  std::optional<WrittenTime> time;
  bool low_confidence = false;
};

}  // namespace ulika
