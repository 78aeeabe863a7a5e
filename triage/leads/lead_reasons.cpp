#include "triage/leads/lead_reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "triage/base/json.h"

namespace ulika {

const std::vector<std::pair<std::string_view, std::string_view>>& reason_sentences() {
  static const std::vector<std::pair<std::string_view, std::string_view>> sentences = {
      {"trade_words", "texts of the trade stand close together (weight {n})"},
      {"kinds", "texts of the trade are of {n} further kinds"},
      {"place_hidden", "{n} places stand beside words about hiding or packing"},
      {"series_out", "the owner sent {n} different places within half a day"},
      {"place_photo", "{n} places were sent beside pictures"},
      {"order_flow", "{n} times a place came in after the owner asked or paid"},
      {"order_out", "{n} messages of the owner ask for goods or speak of paying"},
      {"places_in", "{n} places came in"},
      {"missing_out", "{n} times the owner says that something was not there, after a place came in"},
      {"serve_flow", "{n} times the owner sent a place after the other side asked or paid"},
      {"missing_in",
       "{n} times the other side says that something was not there, after the owner sent a place"},
      {"recruit_in", "{n} messages to the owner recruit or instruct"},
      {"recruit_out", "{n} messages of the owner recruit or instruct others"},
      {"report_out", "{n} messages of the owner report work as done"},
      {"report_in", "{n} messages report work to the owner as done"},
      {"restock", "{n} messages of the owner speak of stock"},
      {"restock_in", "{n} messages to the owner speak of stock"},
      {"packing", "{n} messages are about packing and storing"},
      {"rented_cards", "{n} messages speak of cards or accounts lent to others"},
      {"staff_talk", "{n} messages are about staff, counts and payouts"},
      {"secrecy", "{n} messages are about hiding traces"},
      {"fan_out", "places went to {n} people who asked or paid"},
      {"fan_in_missing", "{n} people say that something was not there"},
      {"templates", "{n} texts of the trade went word for word to three chats or more"},
      {"recruits_many", "the owner recruits or instructs in {n} chats"},
      {"staff_chats", "{n} chats are about staff, counts and payouts"},
      {"ledger", "{n} notes look like a table of people, towns and sums"},
      {"payouts", "{n} transfers to others within a week"},
      {"pay_ins", "{n} receipts within a week"},
      {"cashed_out", "{n} receipts were passed on within a day"},
      {"top_ups", "{n} receipts came from a terminal"},
      {"photo_series", "{n} pictures with a place in one series"},
      {"photo_night", "{n} of them were taken at night by the camera's clock"},
      {"stock_hands", "the owner speaks of stock in {n} chats"},
      {"best_chat", "the chat “{chat}” speaks most (score {n})"},
      {"more_chats", "{n} more chats speak of the trade"},
      {"role_weight", "the score is weighed by what this role leads on to ({n} %)"},
      {"role_by", "the role rests on: {what}"},
      {"ungrounded", "{n} kinds of behaviour count little, because few words of the trade stand beside them"},
      {"honest_words", "{n} texts have words of an honest subject"},
      {"job_scam", "{n} texts are of a job fraud, in which the owner may be the victim"},
      {"refused", "somebody tried to recruit the owner, who refused: perhaps a witness"},
      {"only_recruited", "somebody tried to recruit the owner; nothing shows that the owner went along"},
      {"no_words", "no chat speaks of the trade"},
      {"no_role", "words of the trade are few (weight {n}), and nothing that the owner does shows a role"},
      {"few_messages", "only {n} messages were read: little can be said"},
      {"other_role", "{n} % of what speaks for a role speaks for another: {role}"},
  };
  return sentences;
}

std::string count_text(double n) {
  const double rounded = std::round(n * 10) / 10;
  if (rounded == std::floor(rounded)) return fmt::format("{:.0f}", rounded);
  return fmt::format("{:.1f}", rounded);
}

std::string reason_text(const LeadReason& reason) {
  const auto& sentences = reason_sentences();
  const auto it = std::find_if(sentences.begin(), sentences.end(),
                               [&](const auto& sentence) { return sentence.first == reason.code; });
  if (it == sentences.end()) return reason.code;
  std::string text;
  for (std::string_view rest = it->second; !rest.empty();) {
    const std::size_t open = rest.find('{');
    text += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t shut = rest.find('}', open);
    const std::string_view name = rest.substr(open + 1, shut - open - 1);
    for (const auto& [key, value] : reason.values) {
      if (key == name) text += value;
    }
    rest.remove_prefix(shut + 1);
  }
  return text;
}

std::string reasons_json(const std::vector<LeadReason>& reasons) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const LeadReason& reason : reasons) {
    json.begin_object().key("code").value(reason.code);
    if (reason.points != 0) json.key("points").value(std::round(reason.points * 10) / 10);
    json.key("text").value(reason_text(reason));
    if (!reason.values.empty()) {
      json.key("values").begin_object();
      for (const auto& [key, value] : reason.values) json.key(key).value(value);
      json.end_object();
    }
    if (!reason.ids.empty()) {
      json.key("ids").begin_array();
      for (const std::string& id : reason.ids) json.value(id);
      json.end_array();
    }
    json.end_object();
  }
  json.end_array();
  return out;
}

}  // namespace ulika
