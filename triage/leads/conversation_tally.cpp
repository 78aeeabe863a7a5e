#include "triage/leads/conversation_tally.h"

#include <algorithm>
#include <utility>

#include "triage/leads/json_list.h"

namespace ulika {
namespace {

std::string key_of(std::string_view app, std::string_view id) {
  std::string key(app);
  key += '\0';
  return key.append(id);
}

std::pair<std::string_view, std::string_view> parts_of(const std::string& key) {
  const std::size_t zero = key.find('\0');
  return {std::string_view(key).substr(0, zero), std::string_view(key).substr(zero + 1)};
}

// The kinds of chat.kind in which more than two write, or which nobody answers.
bool is_shared(std::string_view kind) {
  return kind == "group" || kind == "channel";
}

void keep_first(std::string& held, std::string_view text) {
  if (held.empty()) held = text;
}

}  // namespace

std::uint32_t conversation_number(std::string_view app, std::string_view chat_id) {
  if (chat_id.empty()) return 0;
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const std::string_view part : {app_family(app), std::string_view("\0", 1), chat_id}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  }
  return hash == 0 ? 1 : hash;
}

ConversationTally::Chat& ConversationTally::chat_of(std::string_view app, std::string_view chat_id) {
  Chat& chat = chats_[key_of(app, chat_id)];
  if (chat.chat_id.empty()) {
    chat.app = app;
    chat.chat_id = chat_id;
  }
  return chat;
}

void ConversationTally::add_chat(const StoredRecord& stored) {
  const Record& record = stored.record;
  if (record.text("chat_id").empty()) return;
  Chat& chat = chat_of(record.text("app"), record.text("chat_id"));
  keep_first(chat.kind, record.text("kind"));
  if (is_shared(chat.kind) || !chat.members.empty()) return;
  std::vector<std::string> members = json_texts(record.text("participants"));
  if (members.size() <= 2) chat.members = std::move(members);
}

void ConversationTally::add_message(const StoredRecord& stored, bool speaks) {
  const Record& record = stored.record;
  const std::string_view direction = record.text("direction");
  const std::string_view sender = record.text("sender_id");
  if (direction == "system") return;
  Chat& chat = chat_of(record.text("app"), record.text("chat_id"));
  if (direction == "out") {
    ++chat.out;
    chat.out_speaks += speaks ? 1 : 0;
    keep_first(chat.out_id, stored.id);
    if (sender.empty()) return;
    Side& own = own_[key_of(record.text("app"), sender)];
    ++own.out;
    keep_first(own.label, record.text("sender"));
    keep_first(own.record_id, stored.id);
    return;
  }
  if (sender.empty()) return;
  Side& side = chat.senders[std::string(sender)];
  if (direction == "in") ++side.in;  // a message of unknown direction counts for neither way
  side.speaks += speaks ? 1 : 0;
  keep_first(side.label, record.text("sender"));
  keep_first(side.record_id, stored.id);
}

void ConversationTally::add_call(const StoredRecord& stored) {
  const Record& record = stored.record;
  const std::string_view party = record.text("party_id");
  if (party.empty()) return;
  Side& side = calls_[key_of(record.text("app"), party)];
  if (record.text("direction") == "in") ++side.in;
  if (record.text("direction") == "out") ++side.out;
  keep_first(side.label, record.text("party"));
  keep_first(side.record_id, stored.id);
}

void ConversationTally::for_each(const SightingVisit& visit) const {
  Sighting sighting;
  const auto tell = [&](std::string_view app, std::string_view id, const Side& side, std::uint8_t role,
                        std::uint32_t chat) {
    sighting.form = account_selector(app, id);
    if (!sighting.form) return;
    sighting.role = role;
    sighting.label = side.label;
    sighting.record_id = side.record_id;
    sighting.chat = chat;
    sighting.in = side.in;
    sighting.out = side.out;
    sighting.count = std::max(1u, side.in + side.out);
    sighting.speaks = side.speaks != 0;
    visit(sighting);
  };
  for (const auto& [key, chat] : chats_) {
    const std::uint32_t number = conversation_number(chat.app, chat.chat_id);
    const bool one_other = !is_shared(chat.kind) && chat.senders.size() <= 1;
    for (const auto& [sender, side] : chat.senders) {
      Side counted = side;
      if (one_other) {
        counted.out = chat.out;
        counted.speaks += chat.out_speaks;
      }
      tell(chat.app, sender, counted, kRolePeer, number);
    }
    if (!chat.senders.empty() || is_shared(chat.kind) || (chat.out == 0 && chat.members.empty())) continue;
    // Only the owner wrote: the other side is the member who is not the owner, or whom the chat is named by.
    Side to;
    to.out = chat.out;
    to.speaks = chat.out_speaks;
    to.record_id = chat.out_id;
    if (to.record_id.empty()) continue;
    std::vector<std::string> others;
    for (const std::string& member : chat.members) {
      if (own_.find(key_of(chat.app, member)) == own_.end()) others.push_back(member);
    }
    if (others.size() == 1) {
      tell(chat.app, others.front(), to, kRolePeer, number);
    } else if (chat.members.empty() && account_selector(chat.app, chat.chat_id).kind == "phone") {
      tell(chat.app, chat.chat_id, to, kRolePeer, number);
    } else if (chat.members.empty() && app_family(chat.app) == "Telegram" && chat.kind != "secret" &&
               chat.chat_id.front() != '-') {
      tell(chat.app, chat.chat_id, to, kRolePeer, number);  // a private chat bears the other side's id
    }
  }
  for (const auto& [key, side] : own_) {
    const auto [app, id] = parts_of(key);
    tell(app, id, side, kRoleOwn, 0);
  }
  for (const auto& [key, side] : calls_) {
    const auto [app, id] = parts_of(key);
    tell(app, id, side, kRolePeer, 0);
  }
}

}  // namespace ulika
