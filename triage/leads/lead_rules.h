// LeadRules: what is counted in chats and on devices, what each count is worth, and what it says about roles.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

enum class Role : std::uint8_t {
  organiser,
  operator_,
  warehouse,
  courier,
  buyer,
  mule,
  recruiter,
  uninvolved,
  unknown,
};
inline constexpr std::size_t kActiveRoles = 7;  // those before `uninvolved`
std::string_view role_name(Role role);          // "organiser", "operator", …

struct LeadRule {
  std::string code;
  bool of_chat = true;         // counted in a chat, or over the device
  double points = 0, cap = 0;  // for each one counted, and at most
  double full = 1;             // the count at which it gives its full say about a role
  bool grounded = false;       // honest work shows it too: counts fully beside words of the trade only
  std::array<double, kActiveRoles> says{};  // about each role
};

class LeadRules {
 public:
  // The table that is part of the program (combos.tsv).
  static const LeadRules& builtin();
  // Refuses, with its number, a line that is wrong.
  static Result<LeadRules> parse(std::string_view table);

  const std::vector<LeadRule>& all() const { return rules_; }
  const LeadRule* find(std::string_view code) const;

 private:
  std::vector<LeadRule> rules_;
};

}  // namespace ulika
