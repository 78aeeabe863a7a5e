// LinkRules: what kinds of selectors join devices, how strongly, and which ones are everybody's.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/leads/selector_forms.h"

namespace ulika {

class LinkRules {
 public:
  // The table that is part of the program (link_rules.tsv).
  static const LinkRules& builtin();
  // A table of the same form. Refuses, with its number, a line that is wrong.
  static Result<LinkRules> parse(std::string_view table);

  // 0 for a kind that joins nothing.
  double weight(std::string_view kind) const;
  // Why the selector is everybody's; empty where it is not.
  std::string_view common(const SelectorForm& form) const;

 private:
  struct Common {
    std::string kind, pattern, why;
  };
  std::map<std::string, double, std::less<>> weights_;
  std::vector<Common> common_;
};

}  // namespace ulika
