// LeadScore: from what was counted to scores and roles, each opened into what speaks for it and against it.
#pragma once

#include <string>
#include <vector>

#include "triage/leads/device_facts.h"
#include "triage/leads/lead_reasons.h"
#include "triage/leads/lead_rules.h"

namespace ulika {

struct ChatLead {
  std::size_t chat = 0;  // index into DeviceFacts::chats
  double points = 0, score = 0;
  Role role = Role::unknown;  // what the owner seems to be in this chat
  std::vector<LeadReason> reasons, against;
};

struct DeviceLead {
  double score = 0;
  Role role = Role::unknown;
  std::vector<LeadReason> reasons, against;
  std::vector<ChatLead> chats;  // best first; those worth a look only
};

// Counts only: who somebody is, where from, which language they write or how they connect does not enter.
DeviceLead score_device(const DeviceFacts& facts, const LeadRules& rules);

}  // namespace ulika
