// ChatTally: counts what happens in one chat, message by message in the order of time.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "triage/leads/lead_counts.h"
#include "triage/leads/speech_signs.h"
#include "triage/leads/text_marks.h"

namespace ulika {

// One message as the counting sees it. Who wrote it, in which language or nation, plays no part.
struct TalkLine {
  std::string id;
  bool out = false, in = false;        // neither: system, or unknown
  std::int64_t at = 0;                 // UTC milliseconds; 0 where unknown
  std::optional<std::uint64_t> place;  // cell of about ten metres
  bool picture = false;
  TextMark mark;
  SpokenOf spoken;
};

struct ChatFacts {
  std::string app, chat_id, name;
  std::int64_t messages = 0;
  double trade = 0;  // weight of its densest stretch of words of the trade
  LeadCounts counts;
  // What speaks against.
  std::int64_t honest = 0;    // texts with words of an honest subject
  std::int64_t job_scam = 0;  // texts of another crime, in which the owner may be the victim
  bool recruited = false;     // somebody tried to recruit the owner
  bool refused = false;       // and the owner said no
};

class ChatTally {
 public:
  void add(const TalkLine& line);
  // After the last line.
  ChatFacts finish();

 private:
  void weigh_words(const TalkLine& line);
  void see_place(const TalkLine& line);
  void see_topic(const TalkLine& line);

  struct Seen {
    std::int64_t at = 0;
    bool out = false, hidden = false, picture = false, place = false;
    std::string id;
  };
  struct Direction {
    std::array<double, 16> topics{};
    std::vector<std::string> recruit_ids;
    std::vector<std::pair<std::int64_t, std::uint64_t>> places;  // by time, of the last half day
    std::unordered_set<std::uint64_t> cells;
  };

  ChatFacts facts_;
  Direction in_, out_;
  std::deque<Seen> window_;
  std::unordered_set<std::uint64_t> skeletons_;
  std::array<bool, 16> topics_seen_{};
  double stretch_ = 0;
  std::size_t longest_series_ = 0;
  int recruiter_ = 0;  // who first spoke of work: 1 the owner, -1 the other side
  bool owner_asked_ = false, other_asked_ = false;
};

}  // namespace ulika
