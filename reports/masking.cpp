#include "reports/masking.h"

#include <algorithm>
#include <map>
#include <set>

#include "triage/base/text.h"
#include "triage/model/record_schema.h"

namespace ulika {
namespace {

constexpr std::size_t kShortestCard = 13, kLongestCard = 19, kShownDigits = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool passes_luhn(const std::string& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int n = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) n = n * 2 > 9 ? n * 2 - 9 : n * 2;
    sum += n;
  }
  return sum % 10 == 0;
}

// Where the run of digits that begins at `at` ends, with single separators inside; its digits in `digits`.
std::size_t run_of(std::string_view text, std::size_t at, std::string& digits) {
  digits.clear();
  std::size_t end = at;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      digits += text[at];
      end = ++at;
    } else if ((text[at] == ' ' || text[at] == '-') && at + 1 < text.size() && is_digit(text[at + 1])) {
      ++at;
    } else {
      break;
    }
  }
  return end;
}

std::string hide_digits(std::string_view text, std::size_t shown) {
  auto left = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  std::string out;
  for (const char c : text) {
    if (is_digit(c) && left-- > shown) {
      out += "\u2022";
    } else {
      out += c;
    }
  }
  return out;
}

std::string withheld(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) next_code_point(text, at);
  return "\u2588\u00d7" + std::to_string(characters);
}

std::string chat_key(const Record& record) {
  std::string key(record.text("app"));
  key += '\0';
  key += record.text("chat_id").empty() ? record.text(record.type == "chat" ? "name" : "chat")
                                        : record.text("chat_id");
  return key;
}

class MaskedItem final : public ItemReader {
 public:
  explicit MaskedItem(const ItemReader& item) : item_(item) {
    std::set<std::string> hit_ids;
    item.for_each_hit([&](const StoredHit& hit) {
      if (!hit.hit.record_id.empty()) hit_ids.insert(hit.hit.record_id);
    });
    item.for_each_record("message", [&](const StoredRecord& message) {
      if (hit_ids.count(message.id) > 0) kept_chats_.insert(chat_key(message.record));
    });
    item.for_each_record("message", [&](const StoredRecord& message) {
      const Record& r = message.record;
      if (kept_chats_.count(chat_key(r)) == 0) return;
      for (const char* key : {"sender_id", "sender", "chat_id", "chat"})
        known_.insert(std::string(r.text(key)));
    });
    known_.erase("");
  }

  const SourceInfo& source() const override { return item_.source(); }
  ItemDigests digests() const override { return item_.digests(); }
  std::int64_t count(std::string_view type) const override { return item_.count(type); }
  void for_each_file(const std::function<void(const StoredFile&)>& visit) const override {
    item_.for_each_file(visit);
  }
  std::vector<LedgerRow> ledger() const override { return item_.ledger(); }
  std::vector<Problem> problems() const override { return item_.problems(); }
  std::string meta(std::string_view key) const override { return item_.meta(key); }
  std::string thumbnail(std::string_view) const override {
    return {};
  }  // nobody has looked at whom they show

  void for_each_hit(const std::function<void(const StoredHit&)>& visit) const override {
    item_.for_each_hit([&](const StoredHit& stored) {
      StoredHit hit = stored;
      hit.hit.value = mask_cards(hit.hit.value);
      hit.hit.context = mask_cards(hit.hit.context);
      visit(hit);
    });
  }
  void for_each_record(std::string_view type,
                       const std::function<void(const StoredRecord&)>& visit) const override {
    item_.for_each_record(type, [&](const StoredRecord& stored) {
      StoredRecord masked = mask_finding(stored);
      Record& r = masked.record;
      if (type == "card") r.set("pan", hide_digits(r.text("pan"), kShownDigits));
      if ((type == "message" || type == "chat") && kept_chats_.count(chat_key(stored.record)) == 0)
        hide_talk(r);
      if (type == "call" && known_.count(std::string(r.text("party_id"))) == 0)
        hide(r, {"party_id", "party"});
      if (type == "contact" && !is_known(r))
        hide(r, {"name", "contact_id", "phones", "handles", "emails", "account_ids"});
      visit(masked);
    });
  }

 private:
  bool is_known(const Record& contact) const {
    if (known_.count(std::string(contact.text("name"))) > 0) return true;
    for (const char* key : {"phones", "handles", "account_ids", "contact_id"}) {
      const std::string_view list = contact.text(key);
      for (const std::string& id : known_) {
        if (id.size() > 4 && list.find(id) != std::string_view::npos) return true;
      }
    }
    return false;
  }
  // One number a value, in the order in which they are met: the readers' order is fixed.
  std::string number_of(std::string_view value) const {
    const auto [it, is_new] = numbers_.try_emplace(std::string(value), numbers_.size() + 1);
    return "\u2116" + std::to_string(it->second);
  }
  void hide(Record& r, std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) {
      const std::string value(r.text(key));
      if (value.empty()) continue;
      const FieldSpec* field = find_record_spec(r.type)->find(key);
      const std::string number = number_of(value);
      r.set(key, field != nullptr && field->kind == FieldKind::json ? "[\"" + number + "\"]" : number);
    }
  }
  void hide_talk(Record& r) const {
    hide(r, {"sender_id", "sender", "chat_id", "chat", "name", "participants", "forwarded_from"});
    for (const std::string_view key : {"text", "reply_to"}) {
      if (!r.text(key).empty()) r.set(key, withheld(r.text(key)));
    }
    for (const std::string_view key : {"attachments", "latitude", "longitude"}) r.set(key, Value());
  }

  const ItemReader& item_;
  std::set<std::string> kept_chats_, known_;
  mutable std::map<std::string, std::size_t> numbers_;
};

}  // namespace

std::string mask_cards(std::string_view text) {
  std::string out, digits;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = is_digit(text[at]) && (at == 0 || !is_digit(text[at - 1]));
    if (!begins) {
      out += text[at++];
      continue;
    }
    const std::size_t end = run_of(text, at, digits);
    const std::string_view run = text.substr(at, end - at);
    const bool card = digits.size() >= kShortestCard && digits.size() <= kLongestCard && passes_luhn(digits);
    out += card ? hide_digits(run, kShownDigits) : std::string(run);
    at = end;
  }
  return out;
}

StoredRecord mask_finding(StoredRecord finding) {
  for (auto& [key, value] : finding.record.fields) {
    if (auto* text = std::get_if<std::string>(&value)) *text = mask_cards(*text);
  }
  return finding;
}

std::vector<std::unique_ptr<ItemReader>> mask_items(const std::vector<std::unique_ptr<ItemReader>>& items) {
  std::vector<std::unique_ptr<ItemReader>> masked;
  for (const auto& item : items) masked.push_back(std::make_unique<MaskedItem>(*item));
  return masked;
}

}  // namespace ulika
