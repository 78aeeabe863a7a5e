// Rank: devices and chats in the order in which they are worth a look, as findings.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "triage/leads/finding_sink.h"

namespace ulika {

// Evidence names with their finished databases, sorted by name. Hands over a lead for every device, then one
// for every chat worth a look, best first. One database is open at a time. Throws DatabaseError.
void rank_leads(const std::vector<std::pair<std::string, std::filesystem::path>>& devices,
                const FindingSink& sink);

}  // namespace ulika
