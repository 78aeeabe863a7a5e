#include "triage/leads/chat_tally.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ulika {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHalfDay = 12 * 60 * kMinute;
constexpr std::int64_t kPictureGap = 10 * kMinute;
constexpr std::size_t kWindow = 4;  // messages before, within which things belong together
constexpr std::size_t kFewestInSeries = 3;
constexpr std::size_t kMostSkeletons = 20'000;  // of one chat
constexpr std::size_t kMostCells = 20'000;
// What a text of no interest adds on average: false alarms in a long chat do not pile up.
constexpr double kNoise = 0.08;
constexpr double kChance = 0.03;  // share of any chat's messages that seem to be of a topic by chance
constexpr std::string_view kOfTopics[] = {"order_out",  "report_out",  "report_in",    "restock",
                                          "restock_in", "packing",     "rented_cards", "secrecy",
                                          "staff_talk", "missing_out", "missing_in"};
constexpr double kRepeated = 0.25;  // a text that the chat had before
constexpr float kScoreFloor = 20;
constexpr float kTopicScore = 25;  // from here on the topic of a text counts beside what is done

std::size_t index_of(Topic topic) {
  return static_cast<std::size_t>(topic);
}

bool is_recruiting(Topic topic) {
  return topic == Topic::recruitment || topic == Topic::call_centre || topic == Topic::instruction;
}

bool is_asking(const TextMark& mark) {
  return mark.topic == Topic::order || mark.topic == Topic::payment ||
         (mark.terms & (kTermTrade | kTermPay)) != 0;
}

// Near enough in time; unknown times count by the order of the messages alone.
bool near(std::int64_t a, std::int64_t b, std::int64_t gap) {
  return a == 0 || b == 0 || (a > b ? a - b : b - a) <= gap;
}

}  // namespace

void ChatTally::weigh_words(const TalkLine& line) {
  double weight = 0;
  if (line.mark.score >= TextMarks::kLeastScore && line.mark.topic != Topic::job_scam) {
    weight = static_cast<double>(line.mark.score - kScoreFloor) / (100 - kScoreFloor);
    if (line.spoken.skeleton != 0 && skeletons_.count(line.spoken.skeleton) != 0) weight *= kRepeated;
    facts_.counts.add("trade_words", line.id, 0);
    topics_seen_[index_of(line.mark.topic)] = true;
  }
  if (line.spoken.skeleton != 0 && skeletons_.size() < kMostSkeletons)
    skeletons_.insert(line.spoken.skeleton);
  stretch_ = std::max(0.0, stretch_ + weight - kNoise);
  facts_.trade = std::max(facts_.trade, stretch_);
}

void ChatTally::see_place(const TalkLine& line) {
  const bool hidden = (line.mark.terms & kTermHide) != 0 || line.mark.topic == Topic::drop_location;
  if (line.place) {
    Direction& side = line.out ? out_ : in_;
    const bool fresh = side.cells.size() < kMostCells && side.cells.insert(*line.place).second;
    bool beside_hidden = hidden, beside_picture = line.picture;
    for (const Seen& seen : window_) {
      beside_hidden = beside_hidden || (seen.hidden && seen.out == line.out);
      beside_picture =
          beside_picture || (seen.picture && seen.out == line.out && near(seen.at, line.at, kPictureGap));
    }
    if (fresh && beside_hidden) facts_.counts.add("place_hidden", line.id);
    if (fresh && line.out && beside_picture) facts_.counts.add("place_photo", line.id);
    if (fresh && line.in) {
      facts_.counts.add("places_in", line.id);
      if (owner_asked_) facts_.counts.add("order_flow", line.id);
      owner_asked_ = false;
    }
    if (fresh && line.out) {
      if (other_asked_) facts_.counts.add("serve_flow", line.id);
      other_asked_ = false;
      side.places.emplace_back(line.at, *line.place);
      while (!near(side.places.front().first, line.at, kHalfDay)) side.places.erase(side.places.begin());
      facts_.counts.add("series_out", line.id, 0);
      longest_series_ = std::max(longest_series_, side.places.size());
    }
  }
  window_.push_back({line.at, line.out, hidden, line.picture, line.place.has_value(), line.id});
  if (window_.size() > kWindow) window_.pop_front();
}

void ChatTally::see_topic(const TalkLine& line) {
  const Topic topic = line.mark.score >= kTopicScore ? line.mark.topic : Topic::none;
  Direction& side = line.out ? out_ : in_;
  side.topics[index_of(topic)] += 1;
  if (is_recruiting(topic)) {
    if (recruiter_ == 0) recruiter_ = line.out ? 1 : -1;
    if (side.recruit_ids.size() < LeadCounts::kMostIds) side.recruit_ids.push_back(line.id);
  }
  const bool missing = topic == Topic::not_found || (line.mark.terms & kTermMissing) != 0;
  const bool asks = is_asking(line.mark) && topic != Topic::drop_location && topic != Topic::drop_report;
  if (missing && line.out && !in_.cells.empty()) facts_.counts.add("missing_out", line.id);
  if (missing && line.in && !out_.cells.empty()) facts_.counts.add("missing_in", line.id);
  if (asks && line.out) {
    owner_asked_ = true;
    facts_.counts.add("order_out", line.id);
  }
  if ((asks || missing) && line.in) other_asked_ = true;
  if (topic == Topic::drop_report) facts_.counts.add(line.out ? "report_out" : "report_in", line.id);
  if (topic == Topic::restock) facts_.counts.add(line.out ? "restock" : "restock_in", line.id);
  const bool stores = topic == Topic::restock || (line.mark.terms & (kTermPack | kTermWarehouse)) != 0 ||
                      (line.spoken.signs & kSignStock) != 0;
  if (!line.place && stores && !is_recruiting(topic) && topic != Topic::order)
    facts_.counts.add("packing", line.id);
  if (topic == Topic::mule) facts_.counts.add("rented_cards", line.id);
  if (topic == Topic::opsec) facts_.counts.add("secrecy", line.id);
  const bool of_others = topic == Topic::drop_location || topic == Topic::job_scam || is_recruiting(topic);
  const bool of_service = topic == Topic::order || topic == Topic::payment || topic == Topic::not_found;
  if (!line.place && !of_others && (of_service ? is_ledger(line.spoken) : is_staff_talk(line.spoken)) &&
      (line.spoken.skeleton == 0 || skeletons_.count(line.spoken.skeleton) == 0)) {
    facts_.counts.add("staff_talk", line.id);
  }
  if (topic == Topic::job_scam) ++facts_.job_scam;
  if ((line.mark.terms & kTermInnocent) != 0 && topic == Topic::none) ++facts_.honest;
  if (line.out && (line.spoken.signs & kSignRefuse) != 0) facts_.refused = true;
}

void ChatTally::add(const TalkLine& line) {
  ++facts_.messages;
  if (!line.in && !line.out) {
    weigh_words(line);
    return;
  }
  see_topic(line);
  weigh_words(line);
  see_place(line);
}

ChatFacts ChatTally::finish() {
  LeadCounts& counts = facts_.counts;
  counts.put("trade_words", facts_.trade);
  const auto kinds = std::count(topics_seen_.begin() + 1, topics_seen_.end(), true);
  if (kinds > 1) counts.put("kinds", static_cast<double>(kinds - 1));
  counts.put("series_out", longest_series_ >= kFewestInSeries ? static_cast<double>(longest_series_) : 0.0);
  // A candidate speaks of work too: whose words are those of a recruiter is told by who asks and instructs.
  const auto leading = [](const Direction& side) {
    return side.topics[index_of(Topic::call_centre)] + side.topics[index_of(Topic::instruction)];
  };
  const double led = leading(out_) - leading(in_);
  const bool owner_leads = led > 0 || (led == 0 && recruiter_ > 0);
  const Direction& recruiting = owner_leads ? out_ : in_;
  const double chance = kChance * static_cast<double>(facts_.messages);
  for (const std::string_view code : kOfTopics) {
    const double n = counts.n(code);
    if (n <= 0) continue;
    if (n <= chance) counts.erase(code);
    if (n > chance && chance >= 1) counts.put(code, std::floor(n - chance));
  }
  if (counts.n("staff_talk") < 2) counts.erase("staff_talk");
  const double texts = leading(recruiting) + recruiting.topics[index_of(Topic::recruitment)];
  if (texts > chance) {
    counts.put(owner_leads ? "recruit_out" : "recruit_in", texts);
    for (const std::string& id : recruiting.recruit_ids)
      counts.add(owner_leads ? "recruit_out" : "recruit_in", id, 0);
    facts_.recruited = !owner_leads;
  }
  if (facts_.recruited && texts >= counts.n("staff_talk"))
    counts.erase("staff_talk");  // what is promised to a recruit
  return std::move(facts_);
}

}  // namespace ulika
