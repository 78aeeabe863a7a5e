// DeviceFacts: what was counted on one device, chat by chat and over all of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "triage/base/sqlite.h"
#include "triage/leads/chat_tally.h"
#include "triage/leads/lead_counts.h"

namespace ulika {

struct DeviceFacts {
  std::string source;            // evidence name
  std::vector<ChatFacts> chats;  // those that show anything, in the order of app and chat id
  LeadCounts counts;
  std::int64_t messages = 0, all_chats = 0;
};

// Reads a finished evidence database: messages in the order of chat and time, one at a time. Memory grows
// with places, findings about texts and chats, not with messages. Throws DatabaseError.
DeviceFacts device_facts(const std::string& source, Database& db);

}  // namespace ulika
