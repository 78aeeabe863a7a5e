// ConversationTally: messages and calls of a device, counted by conversation and the other side.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "triage/leads/selectors.h"

namespace ulika {

// A number for a conversation of an app, for telling two apart; never 0.
std::uint32_t conversation_number(std::string_view app, std::string_view chat_id);

class ConversationTally {
 public:
  // Chats tell by their kind and members who the other side is; they come before the messages.
  void add_chat(const StoredRecord& chat);
  void add_message(const StoredRecord& message, bool speaks);
  void add_call(const StoredRecord& call);

  // One sighting for each other side of each conversation, and the device's own ids as its outgoing messages
  // name them. In a group every member who wrote is seen; what the owner wrote there counts for nobody.
  void for_each(const SightingVisit& visit) const;

 private:
  struct Side {
    std::uint32_t in = 0, out = 0, speaks = 0;
    std::string label, record_id;
  };
  struct Chat {
    std::string app, chat_id, kind;
    std::vector<std::string> members;     // of a private chat, as stored
    std::map<std::string, Side> senders;  // incoming, by sender_id
    std::uint32_t out = 0, out_speaks = 0;
    std::string out_id;  // id of the first outgoing message
  };
  Chat& chat_of(std::string_view app, std::string_view chat_id);

  std::map<std::string, Chat> chats_;  // by app, 0, chat_id
  std::map<std::string, Side> own_;    // by app, 0, sender_id of outgoing messages
  std::map<std::string, Side> calls_;  // by app, 0, party_id
};

}  // namespace ulika
