#include "triage/leads/selector_forms.h"

#include <algorithm>
#include <array>
#include <utility>

#include "triage/base/text.h"
#include "triage/model/phone_number.h"
#include "triage/model/selector.h"

namespace ulika {
namespace {

constexpr std::size_t kLongestValue = 256;  // bytes; longer ids are noise
constexpr std::size_t kLongestPhone = 48;   // bytes
constexpr std::size_t kShortestId = 5;      // shorter ids count rows of one database

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string lowered(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_utf8(out, fold_case(next_code_point(text, at)));
  return out;
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// Apps whose ids are telephone numbers, or which have no accounts of their own.
constexpr std::array<std::string_view, 9> kPhoneApps = {
    "SMS", "MMS", "iMessage", "Phone", "Contacts", "Google Messages", "Voicemail", "vCard", "FaceTime"};

// WhatsApp's address of a person behind a hidden number, of groups, of status posts.
constexpr std::array<std::string_view, 3> kWhatsAppPeople = {"@s.whatsapp.net", "@c.us", "@lid"};

}  // namespace

SelectorForm phone_selector(std::string_view text) {
  if (text.size() > kLongestPhone) return {};
  std::string phone = normal_phone(text);
  // What apps store is often the number in full without its "+".
  if (phone.empty()) phone = normal_phone(text, PhoneForm::international);
  return phone.empty() ? SelectorForm() : SelectorForm{"phone", std::move(phone)};
}

SelectorForm email_selector(std::string_view text) {
  std::string email = normal_email(text);
  return email.empty() ? SelectorForm() : SelectorForm{"email", std::move(email)};
}

SelectorForm handle_selector(std::string_view text) {
  text = without_spaces(text);
  if (!text.empty() && text.front() == '@') text.remove_prefix(1);
  if (text.size() < 3 || text.size() > 64) return {};
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
           c == '-';
  });
  if (!plain || std::all_of(text.begin(), text.end(), is_digit)) return {};
  std::string name = lowered(text);
  return {name.ends_with("bot") ? "bot" : "handle", "@" + name};
}

std::string_view app_family(std::string_view app) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kFamilies = {{
      {"WhatsApp Business", "WhatsApp"},
      {"Plus Messenger", "Telegram"},
      {"Telegram X", "Telegram"},
      {"Telegram Desktop", "Telegram"},
      {"Nekogram", "Telegram"},
      {"Kate Mobile", "VK"},
      {"Facebook", "Facebook Messenger"},
      {"Google Play", "Google"},
      {"com.google", "Google"},
      {"com.whatsapp", "WhatsApp"},
  }};
  const auto it =
      std::find_if(kFamilies.begin(), kFamilies.end(), [app](const auto& f) { return f.first == app; });
  return it == kFamilies.end() ? app : it->second;
}

SelectorForm account_selector(std::string_view app, std::string_view id) {
  id = without_spaces(id);
  if (id.empty() || id.size() > kLongestValue || id == "me") return {};
  for (const std::string_view end : kWhatsAppPeople) {
    if (!id.ends_with(end)) continue;
    std::string_view user = id.substr(0, id.size() - end.size());
    user = user.substr(0, user.find_first_of(".:"));  // NUMBER.AGENT:DEVICE
    if (end == "@lid") return {"account", "WhatsApp:" + std::string(user) + "@lid"};
    std::string phone = normal_phone(user, PhoneForm::international);
    return phone.empty() ? SelectorForm() : SelectorForm{"phone", std::move(phone)};
  }
  if (id.ends_with("@g.us") || id.ends_with("@broadcast") || id.ends_with("@newsletter")) return {};
  if (id.front() == '+') return phone_selector(id);
  if (std::find(kPhoneApps.begin(), kPhoneApps.end(), app) != kPhoneApps.end()) {
    if (SelectorForm email = email_selector(id)) return email;
    return phone_selector(id);
  }
  if (app.empty() || id.size() < kShortestId) return {};
  // An address of XMPP may name the program behind it: user@server/program.
  if (const std::size_t slash = id.find('/'); id.find('@') < slash) id = id.substr(0, slash);
  return {"account", std::string(app_family(app)) + ":" + std::string(id)};
}

}  // namespace ulika
