#include "triage/leads/rank.h"

#include <algorithm>
#include <cmath>

#include "triage/base/sqlite.h"
#include "triage/case/ids.h"
#include "triage/leads/device_facts.h"
#include "triage/leads/lead_score.h"

namespace ulika {
namespace {

constexpr std::size_t kMostChatLeads = 20'000;  // of the case

struct Ranked {
  std::string id;
  double score = 0;
  Record record;
};

double rounded(double score) {
  return std::round(score * 10) / 10;
}

Record lead_record(const std::string& source, std::string_view kind, std::string target, double score,
                   Role role, const std::vector<LeadReason>& reasons,
                   const std::vector<LeadReason>& against) {
  Record record;
  record.type = "lead";
  record.set("source", source);
  record.set("target_kind", std::string(kind));
  record.set("target", std::move(target));
  record.set("score", rounded(score));
  record.set("role", std::string(role_name(role)));
  record.set("reasons", reasons_json(reasons));
  record.set("against", reasons_json(against));
  return record;
}

// By score; equal ones by id, so that the order does not depend on that of the devices.
void hand_over(std::vector<Ranked>& leads, const FindingSink& sink) {
  std::stable_sort(leads.begin(), leads.end(), [](const Ranked& a, const Ranked& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  std::int64_t rank = 0;
  for (Ranked& lead : leads) {
    lead.record.set("rank", ++rank);
    sink(lead.id, lead.record);
  }
}

}  // namespace

void rank_leads(const std::vector<std::pair<std::string, std::filesystem::path>>& devices,
                const FindingSink& sink) {
  std::vector<Ranked> of_devices, of_chats;
  for (const auto& [name, file] : devices) {
    Database db(file, Database::Mode::read_only);
    const DeviceFacts facts = device_facts(name, db);
    const DeviceLead lead = score_device(facts, LeadRules::builtin());
    of_devices.push_back(
        {stable_id({name, "lead", "device"}), lead.score,
         lead_record(name, "device", name, lead.score, lead.role, lead.reasons, lead.against)});
    for (const ChatLead& chat : lead.chats) {
      const ChatFacts& of = facts.chats[chat.chat];
      Record record =
          lead_record(name, "chat", of.chat_id, chat.score, chat.role, chat.reasons, chat.against);
      if (!of.name.empty()) record.set("name", of.name);
      if (!of.app.empty()) record.set("app", of.app);
      of_chats.push_back(
          {stable_id({name, "lead", "chat", of.app, of.chat_id}), chat.score, std::move(record)});
    }
  }
  if (of_chats.size() > kMostChatLeads) {
    std::stable_sort(of_chats.begin(), of_chats.end(),
                     [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    of_chats.resize(kMostChatLeads);
  }
  hand_over(of_devices, sink);
  hand_over(of_chats, sink);
}

}  // namespace ulika
