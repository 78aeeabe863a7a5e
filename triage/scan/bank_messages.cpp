#include "triage/scan/bank_messages.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "triage/model/phone_number.h"
#include "triage/scan/detect_tables.h"
#include "triage/scan/money_words.h"

namespace ulika {
namespace {

constexpr std::size_t kLongestText = 2000;

std::string_view table_named(std::string_view name) {
  for (const EmbeddedFile& file : embedded_scan_tables()) {
    if (file.name == name) return file.content;
  }
  throw std::logic_error("no embedded table " + std::string(name));
}

BankWords own_words() {
  auto words = BankWords::load(table_named("bank_words.tsv"));
  if (!words) throw std::logic_error("bank_words.tsv: " + words.error().message);
  return std::move(*words);
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// A name that says what it is: "MyBank", "Банк Пример", "org.example.bank".
bool names_a_bank(std::string_view sender) {
  const std::string folded = fold_word(sender);
  return holds(folded, "bank") || holds(folded, "wallet");
}

bool is_bot(std::string_view sender) {
  const std::string folded = fold_word(sender);
  return folded.size() > 3 && folded.compare(folded.size() - 3, 3, "bot") == 0;
}

// People write from whole numbers; services from short ones and from names.
bool is_service(std::string_view sender) {
  return !sender.empty() && sender[0] != '+' && normal_phone(sender).empty();
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_sms_app(std::string_view app) {
  constexpr std::array<std::string_view, 7> kApps = {
      "SMS", "MMS", "RCS", "Google Messages", "Messages", "iMessage", "Native Messages"};
  return std::find(kApps.begin(), kApps.end(), app) != kApps.end();
}

std::string_view origin_of(BankText::Channel channel) {
  return channel == BankText::Channel::sms ? "sms" : channel == BankText::Channel::push ? "push" : "text";
}

std::optional<TimeMs> time_field(const Record& record, std::string_view key) {
  const Value* value = record.find(key);
  const auto* time = value ? std::get_if<std::int64_t>(value) : nullptr;
  return time ? std::optional<TimeMs>(*time) : std::nullopt;
}

}  // namespace

const BankMessages& BankMessages::built_in() {
  static const BankMessages messages = [] {
    auto made = with_templates(table_named("bank_templates.tsv"));
    if (!made) throw std::logic_error("bank_templates.tsv: " + made.error().message);
    return std::move(*made);
  }();
  return messages;
}

Result<BankMessages> BankMessages::with_templates(std::string_view table) {
  auto templates = BankTemplates::load(table);
  if (!templates) return tl::unexpected(templates.error());
  return BankMessages(std::move(*templates), own_words());
}

std::optional<BankPayment> BankMessages::read(const BankText& message) const {
  if (message.text.size() > kLongestText || !has_digit(message.text) || !words_.speaks_of_money(message.text))
    return std::nullopt;
  const bool push = message.channel == BankText::Channel::push;
  const std::string_view bank = templates_.bank_of(message.sender, push ? message.sender : "");
  if (auto payment = templates_.read(message.text, bank, words_)) {
    payment->low_confidence |= payment->bank != bank;
    return payment;
  }
  const bool known = !bank.empty() || names_a_bank(message.sender);
  const bool service = message.channel == BankText::Channel::sms && is_service(message.sender);
  if (!known && !service && !is_bot(message.sender)) return std::nullopt;
  if (message.channel == BankText::Channel::chat && !is_bot(message.sender)) return std::nullopt;
  auto payment = words_.read(message.text, known);
  if (payment) payment->bank = bank.empty() ? message.sender : bank;
  return payment;
}

std::optional<Record> payment_record(const BankMessages& messages, const Record& record,
                                     std::string_view record_id) {
  BankText message;
  message.text = record.text("text");
  if (record.type == "message") {
    if (record.text("direction") == "out") return std::nullopt;
    message.channel = is_sms_app(record.text("app")) ? BankText::Channel::sms : BankText::Channel::chat;
    message.sender = record.text("sender_id");
    message.sent_at = time_field(record, "sent_at");
  } else if (record.type == "device_event" && record.text("kind").substr(0, 12) == "notification") {
    message.channel = BankText::Channel::push;
    message.sender = record.text("app");
    message.sent_at = time_field(record, "at");
  } else {
    return std::nullopt;
  }
  std::optional<BankPayment> read = messages.read(message);
  if (!read && message.channel != BankText::Channel::push && record.text("sender") != message.sender) {
    message.sender = record.text("sender");
    read = messages.read(message);
  }
  if (!read) return std::nullopt;

  Record payment;
  payment.type = "payment";
  payment.from = record.from;
  payment.from.locator += ";payment";
  payment.from.parser = "bank:" + read->rule;
  payment.from.derived_from = std::string(record_id);
  payment.set("direction", read->direction);
  const auto set = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) payment.set(key, text);
  };
  set("operation", read->operation);
  set("amount", read->amount);
  set("currency", read->currency);
  if (const auto placed = place_time(read->time, message.sent_at)) {
    payment.set("at", placed->at);
    const bool own_zone_unknown = record.text("zone") == "unknown" && message.sent_at;
    if (!placed->zone_known || own_zone_unknown) payment.set("zone", std::string("unknown"));
  }
  set("card_tail", read->card_tail);
  set("balance", read->balance);
  set("counterparty", read->counterparty);
  set("bank", read->bank);
  payment.set("origin", std::string(origin_of(message.channel)));
  if (read->low_confidence) payment.set("confidence", std::string("low"));
  return payment;
}

}  // namespace ulika
