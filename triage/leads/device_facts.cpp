#include "triage/leads/device_facts.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "triage/leads/record_places.h"
#include "triage/leads/speech_signs.h"
#include "triage/leads/text_marks.h"

namespace ulika {
namespace {

constexpr std::size_t kMostTemplates = 500'000;
constexpr std::uint32_t kChatsOfTemplate = 3;    // a text that went to fewer is no template
constexpr std::size_t kMostOpenChats = 100'000;  // of one chat id: messages of which only the sender is known

// Equal outgoing texts, by the number of chats they went to.
class Templates {
 public:
  void add(const TalkLine& line, std::uint32_t chat) {
    if (!line.out || line.spoken.skeleton == 0 || line.mark.score < TextMarks::kLeastScore) return;
    auto it = texts_.find(line.spoken.skeleton);
    if (it == texts_.end()) {
      if (texts_.size() < kMostTemplates) texts_.emplace(line.spoken.skeleton, Seen{chat, 1});
      return;
    }
    if (it->second.last == chat) return;
    it->second.last = chat;
    if (++it->second.chats == kChatsOfTemplate) ids_.push_back(line.id);
  }
  void count(LeadCounts& counts) const {
    for (const std::string& id : ids_) counts.add("templates", id);
  }

 private:
  struct Seen {
    std::uint32_t last = 0, chats = 0;
  };
  std::unordered_map<std::uint64_t, Seen> texts_;  // never iterated
  std::vector<std::string> ids_;                   // in the order of the messages
};

class DeviceScan {
 public:
  DeviceScan(Database& db, DeviceFacts& facts)
      : db_(db), facts_(facts), marks_(db), places_(db), money_(db) {}

  void run() {
    read_messages();
    read_notes();
    templates_.count(facts_.counts);
    money_.count(facts_.counts);
    count_photo_series(db_, facts_.counts);
    count_over_chats();
  }

 private:
  struct Open {
    ChatTally tally;
    std::string name;
    std::uint32_t number = 0;
  };
  using OpenChats = std::map<std::string, Open, std::less<>>;  // by app and, without a chat id, by sender

  void read_messages() {
    // By the index over chat and time.
    Statement rows = db_.prepare(
        "SELECT id, chat_id, app, direction, sent_at, text, chat, latitude, longitude, attachments, "
        "sender_id, sender "
        "FROM message ORDER BY chat_id, sent_at, row_id");
    std::string chat_id;
    OpenChats open;
    while (rows.step()) {
      if (chat_id != rows.text(1)) {
        close(open, chat_id);
        chat_id = rows.text(1);
      }
      read_message(rows, open, chat_id);
    }
    close(open, chat_id);
  }

  void read_message(const Statement& row, OpenChats& open, const std::string& chat_id) {
    std::string key(row.text(2));
    key += '\0';
    if (chat_id.empty()) key += row.text(10).empty() ? row.text(11) : row.text(10);
    auto it = open.find(key);
    if (it == open.end()) {
      if (open.size() >= kMostOpenChats) close(open, chat_id);
      it = open.emplace(std::move(key), Open{}).first;
      it->second.number = ++chats_;
      it->second.name = row.text(6).empty() ? row.text(11) : row.text(6);
    }
    TalkLine line;
    line.id = row.text(0);
    line.out = row.text(3) == "out";
    line.in = row.text(3) == "in";
    line.at = row.is_null(4) ? 0 : row.int64(4);
    line.place = row.is_null(7) || row.is_null(8) ? places_.find(line.id)
                                                  : std::optional(place_cell(row.real(7), row.real(8)));
    line.picture = row.text(9).find("image/") != std::string_view::npos;
    line.mark = marks_.find(line.id);
    line.spoken = signs_.look_at(row.text(5));
    ++facts_.messages;
    if (money_.find(line.id) == RecordMoney::Way::in && (line.spoken.signs & kSignTerminal) != 0)
      facts_.counts.add("top_ups", line.id);
    templates_.add(line, it->second.number);
    it->second.tally.add(line);
  }

  void close(OpenChats& open, const std::string& chat_id) {
    for (auto& [key, chat] : open) {
      ++facts_.all_chats;
      ChatFacts facts = chat.tally.finish();
      facts.app = key.substr(0, key.find('\0'));
      facts.chat_id = chat_id.empty() ? key.substr(key.find('\0') + 1) : chat_id;
      facts.name = std::move(chat.name);
      if (!facts.counts.all().empty() || facts.honest > 0 || facts.job_scam > 0)
        facts_.chats.push_back(std::move(facts));
    }
    open.clear();
  }

  void read_notes() {
    Statement rows = db_.prepare("SELECT id, title, text FROM note ORDER BY row_id");
    while (rows.step()) {
      const SpokenOf title = signs_.look_at(rows.text(1));
      SpokenOf text = signs_.look_at(rows.text(2));
      text.signs |= title.signs;
      if (is_ledger(text)) facts_.counts.add("ledger", rows.text(0));
    }
  }

  void count_over_chats() {
    std::sort(facts_.chats.begin(), facts_.chats.end(), [](const ChatFacts& a, const ChatFacts& b) {
      return std::pair(a.app, a.chat_id) < std::pair(b.app, b.chat_id);
    });
    LeadCounts& counts = facts_.counts;
    constexpr double kTradeOfAChat = 0.8;  // words of the trade that make a chat one of the trade
    for (const ChatFacts& chat : facts_.chats) {
      const auto shown = [&](std::string_view device_code, std::string_view chat_code) {
        counts.add(device_code, {}, 1);
        if (const auto it = chat.counts.all().find(chat_code);
            it != chat.counts.all().end() && !it->second.ids.empty())
          counts.add(device_code, it->second.ids.front(), 0);
      };
      if (chat.trade < kTradeOfAChat) continue;
      if (chat.counts.n("serve_flow") > 0) shown("fan_out", "serve_flow");
      if (chat.counts.n("missing_in") > 0) shown("fan_in_missing", "missing_in");
      if (chat.counts.n("recruit_out") > 0) shown("recruits_many", "recruit_out");
      if (chat.counts.n("staff_talk") >= 2) shown("staff_chats", "staff_talk");
      if (chat.counts.n("restock") > 0) shown("stock_hands", "restock");
    }
    // One chat is no fan, one worker no staff.
    for (const char* code : {"fan_out", "fan_in_missing", "recruits_many", "staff_chats", "stock_hands"}) {
      if (counts.n(code) < 2) counts.erase(code);
    }
    if (counts.n("top_ups") < 2) counts.erase("top_ups");
  }

  Database& db_;
  DeviceFacts& facts_;
  TextMarks marks_;
  RecordPlaces places_;
  RecordMoney money_;
  const SpeechSigns& signs_ = SpeechSigns::builtin();
  Templates templates_;
  std::uint32_t chats_ = 0;
};

}  // namespace

DeviceFacts device_facts(const std::string& source, Database& db) {
  DeviceFacts facts;
  facts.source = source;
  DeviceScan(db, facts).run();
  return facts;
}

}  // namespace ulika
