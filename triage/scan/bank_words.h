// Reads the message of a bank for which there is no template, by the words that banks share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "triage/base/result.h"
#include "triage/scan/bank_payment.h"

namespace ulika {

class BankWords {
 public:
  // `table`: as bank_words.tsv, whose head explains it. Fails with the number of the line that is wrong.
  static Result<BankWords> load(std::string_view table);

  // The payment that `text` tells of: an amount with its currency, which way it went, and the tail of a card
  // or a balance; `from_bank` (the sender is known to be one) may do without these. Messages with one-time
  // passwords, refusals, reminders and offers give nothing. Confidence is always low.
  std::optional<BankPayment> read(std::string_view text, bool from_bank) const;

  // Whether the text names a balance or an amount with its currency: cheap, and true of every payment.
  bool speaks_of_money(std::string_view text) const;
  // ISO 4217 for a currency as written ("т", "руб.", "$"); empty when unknown.
  std::string_view currency(std::string_view written) const;
  // "in" or "out" by the first word that says it; empty when none does. `operation` gets that word's.
  std::string_view direction(std::string_view text, std::string& operation) const;

  struct Table;

 private:
  std::shared_ptr<const Table> table_;
};

}  // namespace ulika
