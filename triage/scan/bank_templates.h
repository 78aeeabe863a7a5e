// The messages of known banks: templates that a laboratory can edit, matched without backtracking.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/scan/bank_payment.h"
#include "triage/scan/bank_words.h"

namespace ulika {

class BankTemplates {
 public:
  // `table`: as bank_templates.tsv, whose head explains it. Fails with the line that is wrong and why.
  static Result<BankTemplates> load(std::string_view table);

  // The payment by the first template that fits the text, those of `bank` first; `words` tells currencies
  // and directions.
  std::optional<BankPayment> read(std::string_view text, std::string_view bank, const BankWords& words) const;

  // Whose message it is by its sender or by the program that showed it; empty when none of the banks'.
  std::string_view bank_of(std::string_view sender, std::string_view package) const;

  std::size_t size() const;

  struct Template;

 private:
  std::shared_ptr<const std::vector<Template>> templates_;
};

}  // namespace ulika
