#include "triage/leads/lead_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ulika {
namespace {

constexpr double kChatScale = 35;     // points at which a chat has 63 of 100
constexpr double kDeviceScale = 45;   // the same of a device
constexpr double kTradeOfGround = 2;  // words of the trade beside which behaviour counts fully
constexpr double kUngrounded = 0.2;   // what is left of it without any
constexpr double kTradeOfAChat = 0.8;
constexpr double kTradeOfARole =
    2;  // words of the trade without a role below which they are taken for chance
constexpr double kTradeBeside = 0.4;  // in a chat beside one that is of the trade
constexpr double kLeastChatScore = 15;
constexpr double kSureRole = 10;    // evidence for a role that leaves little doubt
constexpr double kRoleShare = 0.5;  // of the score that such a role gives by itself
constexpr double kLeastRole = 5.5;  // evidence for a role below which none is named
constexpr double kLeastStrength = 0.25;
constexpr double kLeastTrade = 0.8;  // words of the trade below which a device is of no interest …
constexpr double kTradeOfBehaviour = 0.06;
constexpr double kTradeByChance =
    0.15;  // … and more of them for e times as many chats: one seems so by chance
constexpr double kScamShare = 0.5;
constexpr std::int64_t kFewMessages = 10;
constexpr std::size_t kMostChats = 200;  // of one device that become leads
constexpr double kFurtherChats[] = {0.4, 0.25, 0.15};

// What a role leads on to: whoever runs others leads to most people and places.
constexpr std::array<double, 9> kRoleWeights = {1.0, 0.86, 0.82, 0.74, 0.5, 0.55, 0.7, 0.25, 0.4};

double role_weight(Role role) {
  return kRoleWeights[static_cast<std::size_t>(role)];
}

double grounding(double trade) {
  return kUngrounded + (1 - kUngrounded) * std::min(1.0, trade / kTradeOfGround);
}

LeadReason counted(const std::string& code, double points, const LeadCount& count) {
  return {code, points, {{"n", count_text(count.n)}}, count.ids};
}

struct Points {
  double sum = 0;
  std::vector<LeadReason> reasons;
  std::size_t ungrounded = 0;
};

// What the counts of one scope are worth.
Points points_of(const LeadCounts& counts, const LeadRules& rules, bool of_chat, double trade) {
  Points out;
  for (const LeadRule& rule : rules.all()) {
    if (rule.of_chat != of_chat) continue;
    const auto it = counts.all().find(rule.code);
    if (it == counts.all().end() || it->second.n <= 0) continue;
    const double ground = rule.grounded ? grounding(trade) : 1;
    if (ground < 0.5) ++out.ungrounded;
    const double points = std::min(rule.cap, rule.points * it->second.n) * ground;
    out.sum += points;
    out.reasons.push_back(counted(rule.code, points, it->second));
  }
  std::stable_sort(out.reasons.begin(), out.reasons.end(),
                   [](const LeadReason& a, const LeadReason& b) { return a.points > b.points; });
  return out;
}

struct RoleSays {
  std::array<double, kActiveRoles> says{};
  std::array<std::vector<std::pair<double, std::string>>, kActiveRoles> by;

  Role best() const {
    const auto it = std::max_element(says.begin(), says.end());
    return *it < kLeastRole ? Role::unknown : static_cast<Role>(it - says.begin());
  }
};

void let_say(const LeadCounts& counts, const LeadRules& rules, double trade, RoleSays& out) {
  for (const LeadRule& rule : rules.all()) {
    const double n = counts.n(rule.code);
    if (n <= 0) continue;
    const double share = std::min(1.0, n / rule.full) * (rule.grounded ? grounding(trade) : 1);
    for (std::size_t i = 0; i < kActiveRoles; ++i) {
      if (rule.says[i] <= 0) continue;
      out.says[i] += share * rule.says[i];
      out.by[i].emplace_back(share * rule.says[i], rule.code);
    }
  }
}

ChatLead score_chat(const ChatFacts& facts, std::size_t index, const LeadRules& rules, double device_trade) {
  ChatLead lead;
  lead.chat = index;
  // Talk about staff may hold few words of the trade itself: half of what the device says elsewhere grounds
  // it.
  const double trade = std::max(facts.trade, device_trade / 2);
  Points points = points_of(facts.counts, rules, true, trade);
  lead.points = points.sum;
  lead.reasons = std::move(points.reasons);
  if (points.ungrounded > 0)
    lead.against.push_back({"ungrounded", 0, {{"n", std::to_string(points.ungrounded)}}, {}});
  double share = 1;
  if (facts.honest > 0) {
    share = std::max(0.3, 1 - 0.1 * static_cast<double>(facts.honest) / std::max(0.5, facts.trade));
    lead.against.push_back({"honest_words", 0, {{"n", std::to_string(facts.honest)}}, {}});
  }
  if (facts.job_scam > 0)
    lead.against.push_back({"job_scam", 0, {{"n", std::to_string(facts.job_scam)}}, {}});
  if (static_cast<double>(facts.job_scam) > facts.trade * 2) share *= kScamShare;
  if (facts.recruited && facts.refused) {
    lead.against.push_back({"refused", 0, {}, {}});
  }
  if (share < 1 && !lead.against.empty()) lead.against.back().points = -lead.points * (1 - share);
  lead.points *= share;
  lead.score = 100 * (1 - std::exp(-lead.points / kChatScale));
  RoleSays says;
  let_say(facts.counts, rules, trade, says);
  lead.role = facts.trade >= kTradeOfAChat || lead.score >= 40 ? says.best() : Role::unknown;
  return lead;
}

std::string chat_name(const ChatFacts& chat) {
  return chat.name.empty() ? chat.chat_id : chat.name;
}

// What the owner does in the trade, apart from being written to.
double own_deeds(const LeadCounts& all, bool refused) {
  double n = refused ? 0 : all.n("order_out") + all.n("staff_talk");  // who refuses asks what it is first
  for (const char* code : {"series_out", "report_out", "order_flow", "serve_flow", "recruit_out", "restock",
                           "rented_cards", "place_photo", "missing_out"}) {
    n += all.n(code);
  }
  return n;
}

void name_role(const RoleSays& says, DeviceLead& lead) {
  lead.role = says.best();
  if (lead.role == Role::unknown) return;
  const auto role = static_cast<std::size_t>(lead.role);
  auto by = says.by[role];
  std::stable_sort(by.begin(), by.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string what;
  for (std::size_t i = 0; i < by.size() && i < 4; ++i) what += (i == 0 ? "" : ", ") + by[i].second;
  lead.reasons.push_back({"role_by", 0, {{"what", what}, {"role", std::string(role_name(lead.role))}}, {}});
  double sum = 0, second = 0;
  std::size_t other = role;
  for (std::size_t i = 0; i < kActiveRoles; ++i) {
    sum += says.says[i];
    if (i != role && says.says[i] > second) {
      second = says.says[i];
      other = i;
    }
  }
  if (other != role && second > 0.6 * says.says[role]) {
    lead.against.push_back({"other_role",
                            0,
                            {{"n", count_text(std::round(100 * second / sum))},
                             {"role", std::string(role_name(static_cast<Role>(other)))}},
                            {}});
  }
}

}  // namespace

DeviceLead score_device(const DeviceFacts& facts, const LeadRules& rules) {
  DeviceLead lead;
  double trade = 0;
  LeadCounts together = facts.counts;
  std::int64_t honest = 0, scam = 0;
  bool recruited = false, refused = false;
  for (const ChatFacts& chat : facts.chats) {
    trade = std::max(trade, chat.trade);
    honest += chat.honest;
    scam += chat.job_scam;
  }
  for (std::size_t i = 0; i < facts.chats.size(); ++i) {
    const ChatFacts& chat = facts.chats[i];
    ChatLead each = score_chat(chat, i, rules, trade);
    if (chat.trade >= kTradeOfAChat || (chat.trade >= kTradeBeside && trade >= kTradeOfAChat) ||
        chat.counts.n("staff_talk") >= 2) {
      together.merge(chat.counts);
    }
    recruited = recruited || chat.recruited;
    refused = refused || (chat.recruited && chat.refused);
    if (each.score >= kLeastChatScore) lead.chats.push_back(std::move(each));
  }
  std::stable_sort(lead.chats.begin(), lead.chats.end(),
                   [](const ChatLead& a, const ChatLead& b) { return a.points > b.points; });

  Points points = points_of(facts.counts, rules, false, trade);
  double sum = points.sum;
  if (!lead.chats.empty()) {
    const ChatLead& best = lead.chats.front();
    const ChatFacts& chat = facts.chats[best.chat];
    sum += best.points;
    lead.reasons.push_back({"best_chat",
                            best.points,
                            {{"chat", chat_name(chat)}, {"n", count_text(std::round(best.score))}},
                            {}});
    double further = 0;
    for (std::size_t i = 1; i < lead.chats.size() && i <= std::size(kFurtherChats); ++i)
      further += kFurtherChats[i - 1] * lead.chats[i].points;
    if (lead.chats.size() > 1) {
      sum += further;
      lead.reasons.push_back({"more_chats", further, {{"n", std::to_string(lead.chats.size() - 1)}}, {}});
    }
    lead.reasons.insert(lead.reasons.end(), best.reasons.begin(), best.reasons.end());
    lead.against = best.against;
  }
  lead.reasons.insert(lead.reasons.begin(), points.reasons.begin(), points.reasons.end());
  std::stable_sort(lead.reasons.begin(), lead.reasons.end(),
                   [](const LeadReason& a, const LeadReason& b) { return a.points > b.points; });

  const double strength = 1 - std::exp(-sum / kDeviceScale);
  RoleSays says;
  let_say(together, rules, trade, says);
  const bool bystander = recruited && own_deeds(together, refused) == 0;
  // Behaviour that fits a role, grounded as it is, makes up for some of the words.
  const double shown = trade + kTradeOfBehaviour * *std::max_element(says.says.begin(), says.says.end());
  const double wanted = kLeastTrade + kTradeByChance * std::log(1 + static_cast<double>(facts.all_chats));
  if (bystander || shown < wanted || strength < kLeastStrength) {
    lead.role = facts.messages < kFewMessages && strength < kLeastStrength ? Role::unknown : Role::uninvolved;
    if (bystander) {
      lead.against.push_back({refused ? "refused" : "only_recruited", 0, {}, {}});
    } else if (facts.messages < kFewMessages) {
      lead.against.push_back({"few_messages", 0, {{"n", std::to_string(facts.messages)}}, {}});
    } else if (lead.chats.empty()) {
      lead.against.push_back({"no_words", 0, {}, {}});
    }
  } else {
    name_role(says, lead);
    if (lead.role == Role::unknown && trade < kTradeOfARole) {
      lead.role = Role::uninvolved;
      lead.against.push_back({"no_role", 0, {{"n", count_text(trade)}}, {}});
    }
  }
  const double weight = role_weight(lead.role);
  // Whoever runs others writes little of goods: a role that is well shown counts beside the words.
  double sure = 0;
  if (static_cast<std::size_t>(lead.role) < kActiveRoles)
    sure = kRoleShare * std::min(1.0, says.says[static_cast<std::size_t>(lead.role)] / kSureRole);
  lead.score = 100 * weight * (strength * (1 - sure) + sure);
  if (lead.role != Role::unknown && strength > 0)
    lead.reasons.push_back({"role_weight", 0, {{"n", count_text(100 * weight)}}, {}});
  const auto say = [&](const char* code, std::int64_t n) {
    const bool there = std::any_of(lead.against.begin(), lead.against.end(),
                                   [&](const LeadReason& reason) { return reason.code == code; });
    if (n > 0 && !there) lead.against.push_back({code, 0, {{"n", std::to_string(n)}}, {}});
  };
  say("honest_words", honest);
  say("job_scam", scam);
  if (points.ungrounded > 0) say("ungrounded", static_cast<std::int64_t>(points.ungrounded));
  if (lead.chats.size() > kMostChats) lead.chats.resize(kMostChats);
  return lead;
}

}  // namespace ulika
