#include "tests/parsers/ileapp_artefacts.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <iterator>

namespace ulika::test {
namespace {

using Json = nlohmann::json;

std::string seconds(const Record& record, const char* key) {
  const Value* value = record.find(key);
  const auto* time = value ? std::get_if<std::int64_t>(value) : nullptr;
  return time ? std::to_string(*time / 1000) : "";
}

std::string number(const Record& record, const char* key) {
  const Value* value = record.find(key);
  const auto* integer = value ? std::get_if<std::int64_t>(value) : nullptr;
  return integer ? std::to_string(*integer) : "";
}

// Five digits after the point: a metre.
std::string degrees(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.5f", value);
  return text;
}

std::string degrees(const Record& record, const char* key) {
  const Value* value = record.find(key);
  const auto* real = value ? std::get_if<double>(value) : nullptr;
  return real ? degrees(*real) : "";
}

std::string joined(const Record& record, const char* key) {
  const Json list = Json::parse(record.text(key), nullptr, false);
  std::string out;
  if (!list.is_array()) return out;
  for (const Json& item : list) out += (out.empty() ? "" : "; ") + item.get<std::string>();
  return out;
}

std::string digits(const std::string& text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

std::string line(std::initializer_list<std::string_view> values) {
  std::string out;
  for (const std::string_view value : values)
    out.append(out.empty() ? "" : " | ").append(value.empty() ? "-" : value);
  return out;
}

// "Mobile: 1\rHome: 2" → "1; 2"
std::string without_labels(std::string text) {
  std::string out;
  for (std::size_t end = 0; !text.empty(); text.erase(0, end)) {
    end = std::min(text.find('\r'), text.size());
    std::string part = text.substr(0, end);
    if (end < text.size()) ++end;
    if (const auto colon = part.find(": "); colon != std::string::npos) part.erase(0, colon + 2);
    out += (out.empty() ? "" : "; ") + part;
  }
  return out;
}

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

// --- what is said of each kind of row ---

std::string address_book_row(const Row& r) {
  const std::string name = trimmed(r.text("First Name") + " " + r.text("Last Name"));
  return line({name.empty() ? r.text("Company") : name, without_labels(r.text("Phone Numbers")),
               without_labels(r.text("Email addresses"))});
}
std::string contact_record(const Record& r) {
  return line({r.text("name"), joined(r, "phones"), joined(r, "emails")});
}

std::string participant_row(const Row& r) {
  return line({trimmed(r.text("First Name") + " " + r.text("Last Name")), r.text("Phone Number"),
               r.text("Email Address")});
}

std::string whatsapp_message_row(const Row& r) {
  const std::string latitude = r.text("Latitude");
  return line({r.text("Timestamp"), r.text("Sender Name") == "Local User" ? "out" : "in", r.text("Message"),
               latitude.empty() ? "" : degrees(std::stod(latitude)),
               latitude.empty() ? "" : degrees(std::stod(r.text("Longitude"))),
               r.text("Attachment File").empty() ? "" : "file"});
}
std::string whatsapp_message_record(const Record& r) {
  const bool out = r.text("direction") == "out";
  return line({seconds(r, "sent_at"), out ? "out" : "in", r.text("text"), degrees(r, "latitude"),
               degrees(r, "longitude"), r.text("attachments").empty() ? "" : "file"});
}
std::string whatsapp_call_row(const Row& r) {
  const std::string time = r.text("Duration H:M:S");
  const int duration =
      std::stoi(time.substr(0, 2)) * 3600 + std::stoi(time.substr(3, 2)) * 60 + std::stoi(time.substr(6, 2));
  return line({r.text("Starting Timestamp"), std::to_string(duration),
               r.text("Direction") == "Outgoing" ? "out" : "in", r.text("Contact ID"),
               r.text("Contact Fullname")});
}
std::string whatsapp_call_record(const Record& r) {
  return line({seconds(r, "started_at"), number(r, "duration_s"), r.text("direction"), r.text("party_id"),
               r.text("party")});
}
std::string whatsapp_contact_row(const Row& r) {
  return line({r.text("Fullname"), r.text("Phone Number"), r.text("Whatsapp ID")});
}
std::string whatsapp_contact_record(const Record& r) {
  return line({r.text("name"), joined(r, "phones"), r.text("contact_id")});
}

std::string teams_message_row(const Row& r) {
  const std::string base = r.text("Message Base Type");
  const bool event = base == "event" || base == "threadactivity";
  return line({r.text("Timestamp"), r.text("Thread ID"),
               event                         ? "system"
               : r.text("Sent By Me") == "1" ? "out"
                                             : "in",
               r.text("Message")});
}
std::string teams_message_record(const Record& r) {
  return line({seconds(r, "sent_at"), r.text("chat_id"), r.text("direction"), r.text("text")});
}
std::string teams_call_row(const Row& r) {
  const bool out = r.text("Call Direction") == "outgoing";
  return line({r.text("Call Start"),
               std::to_string(std::stoll(r.text("Call End")) - std::stoll(r.text("Call Connect"))),
               out ? "out" : "in", r.text(out ? "Call Target" : "Call Originator")});
}
std::string teams_call_record(const Record& r) {
  return line({seconds(r, "started_at"), number(r, "duration_s"), r.text("direction"), r.text("party_id")});
}
std::string teams_contact_row(const Row& r) {
  return line({r.text("Display Name"), r.text("Email"), digits(r.text("Phone Number"))});
}
std::string teams_contact_record(const Record& r) {
  return line({r.text("name"), joined(r, "emails"), digits(joined(r, "phones"))});
}
std::string teams_user_row(const Row& r) {
  return line({r.text("Display Name"), digits(r.text("Phone Number"))});
}
std::string teams_user_record(const Record& r) {
  return line({r.text("name"), digits(joined(r, "phones"))});
}
// The coordinates stand in the address of the map, "…~pos.35.66_-78.81_…"; some rows have them on their own.
std::string teams_place_row(const Row& r) {
  std::string latitude = r.text("Latitude");
  std::string longitude = r.text("Longitude");
  const std::string url = r.text("Card URL");
  if (const auto at = url.find("~pos."); latitude.empty() && at != std::string::npos) {
    const auto first = url.find('_', at);
    latitude = url.substr(at + 5, first - at - 5);
    longitude = url.substr(first + 1, url.find('_', first + 1) - first - 1);
  }
  return line({r.text("Timestamp"), degrees(std::stod(latitude)), degrees(std::stod(longitude)),
               r.text("Card Text")});
}
std::string place_record(const Record& r) {
  return line({seconds(r, "at"), degrees(r, "latitude"), degrees(r, "longitude"), r.text("label")});
}

std::string cache_row(const Row& r) {
  return line({r.text("Request URL")});
}
std::string visit_record(const Record& r) {
  return line({r.text("url")});
}

std::string burner_account_row(const Row& r) {
  return line({r.text("User ID"), r.text("Phone number")});
}
std::string burner_account_record(const Record& r) {
  return line({r.text("account_id"), r.text("phone")});
}
// Texts that the tool wrote in the place of a call are left out; the kind tells them.
std::string burner_message_row(const Row& r) {
  const std::string thread = r.text("Thread");
  const std::string type = r.text("Message type");
  const bool text = type == "Text";
  return line({thread.substr(0, thread.find(' ')), r.text("Sent").substr(11, 8),
               r.text("Direction") == "Outgoing" ? "out" : "in", text ? r.text("Message") : ""});
}
std::string burner_message_record(const Record& r) {
  const std::int64_t day = std::stoll(seconds(r, "sent_at")) % 86400;
  char time[16];
  std::snprintf(time, sizeof time, "%02d:%02d:%02d", static_cast<int>(day / 3600),
                static_cast<int>(day / 60 % 60), static_cast<int>(day % 60));
  return line({r.text("chat_id"), time, r.text("direction"), r.text("text")});
}

constexpr const char* kJosh = "josh_ios15_ffs";
constexpr const char* kBelka = "belkasoft_ctf6_ios_device1";

constexpr const char* kSecondsOfUse = "seconds of use for each app, without a time of day";
constexpr const char* kJson = "kept in JSON without a name of its own, which no definition reads yet";

}  // namespace

// Of property lists the tool prints every key and value, where we draw selectors and events: those are
// counted, as another reader of property lists finds them in the files.
const std::vector<Artefact>& ileapp_artefacts() {
  static const std::vector<Artefact> kArtefacts = {
      {"BeReal", "bereal_accounts", kJosh, nullptr, 1, nullptr, "", nullptr, nullptr, {}, {}, kJson},
      {"BeReal", "bereal_blocked_users", kJosh, nullptr, 0, nullptr, "", nullptr, nullptr, {}, {}, kJson},
      {"BeReal", "bereal_comments", kJosh, nullptr, 0, nullptr, "", nullptr, nullptr, {}, {}, kJson},
      {"BeReal", "bereal_contacts", kJosh, nullptr, 3, nullptr, "", nullptr, nullptr, {}, {}, kJson},
      {"BeReal", "bereal_friends", kJosh, nullptr, 1, nullptr, "", nullptr, nullptr, {}, {}, kJson},
      {"BeReal",
       "bereal_preferences",
       kJosh,
       nullptr,
       0,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "the tool expects no row either"},
      {"accountConfig",
       "accountConfig",
       kBelka,
       nullptr,
       0,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "counts of kinds of accounts; the accounts themselves are drawn from Accounts3.sqlite"},
      {"accountConfig",
       "accountConfig",
       kJosh,
       nullptr,
       0,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "counts of kinds of accounts; the accounts themselves are drawn from Accounts3.sqlite"},
      {"accountData", "accountData", kBelka, nullptr, 16, "account", "row:ZACCOUNT:"},
      {"accountData", "accountData", kJosh, nullptr, 19, "account", "row:ZACCOUNT:"},
      {"addressBook", "addressBook", kBelka,
       "addressBook.addressBook.belkasoft_ctf6_ios_device1.20250621194251.json", 1, "contact", "",
       address_book_row, contact_record},
      {"addressBook", "addressBook", kJosh, "addressBook.addressBook.josh_ios15_ffs.20250621194251.json", 9,
       "contact", "", address_book_row, contact_record},
      {"appleWifiPlist", "appleWifiBSSList", kBelka, nullptr, 8, "device_event", ""},
      {"appleWifiPlist", "appleWifiBSSList", kJosh, nullptr, 12, "device_event", ""},
      {"appleWifiPlist", "appleWifiKnownNetworksTimes", kJosh, nullptr, 12, "device_event", ""},
      {"appleWifiPlist", "appleWifiScannedPrivate", kBelka, nullptr, 4, "device_event", ""},
      {"appleWifiPlist", "appleWifiScannedPrivate", kJosh, nullptr, 2, "device_event", ""},
      {"burnerCache",
       "burnerCache_accounts",
       kJosh,
       "burnerCache.burnerCache_accounts.josh_ios15_ffs.20250621013336.json",
       2,
       "account",
       "",
       burner_account_row,
       burner_account_record,
       {},
       {{"21d2ca9c", 2, "the same account as later answers repeat it"},
        {"3419959a", 1, "a number it lent, another artefact of the tool"}}},
      {"burnerCache",
       "burnerCache_messages",
       kJosh,
       "burnerCache.burnerCache_messages.josh_ios15_ffs.20250621013336.json",
       18,
       "message",
       "",
       burner_message_row,
       burner_message_record,
       {{" | ", 16,
         "kept beside the database, in JSON without a name of its own, which no definition reads yet"}},
       {{"18:01:21", 1, "the same call in two answers of the server"}}},
      {"burnerCache",
       "burnerCache_preferences",
       kJosh,
       nullptr,
       0,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "the tool expects no row either"},
      {"cachev0",
       "cachev0",
       kJosh,
       nullptr,
       16,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "pictures alone, in a cache; they are no records"},
      {"celWireless", "celWireless", kBelka, nullptr, 0, "identifier", ""},
      {"celWireless", "celWireless", kJosh, nullptr, 11, "identifier", ""},
      {"cloudkitSharing", "cloudkit_participants", kBelka, nullptr, 0, "contact", ""},
      {"cloudkitSharing", "cloudkit_participants", kJosh,
       "cloudkitSharing.cloudkit_participants.josh_ios15_ffs.20260528141238.json", 2, "contact", "",
       participant_row, contact_record},
      {"connectedDevices",
       "conDev",
       kBelka,
       nullptr,
       2,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "names within an undocumented binary file, which the pass over bytes sees"},
      {"controlCenter",
       "controlcenter",
       kBelka,
       nullptr,
       0,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "the layout of the control centre"},
      {"controlCenter",
       "controlcenter",
       kJosh,
       nullptr,
       0,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "the layout of the control centre"},
      {"deviceDatam", "deviceDatam", kJosh, nullptr, 4, "identifier", ""},
      {"deviceName", "deviceName", kBelka, nullptr, 1, "device", ""},
      {"dhcpl", "dhcpLeases", kBelka, nullptr, 1, "device_event", ""},
      {"discord_cache", "discord_cache", kJosh,
       "discord_cache.discord_cache.josh_ios15_ffs.20260529215019.json", 65, "web_visit", "", cache_row,
       visit_record},
      {"gmail", "gmailOfflineSearch", kJosh, nullptr, 206, "email", ""},
      {"keyboard",
       "keyboardAppUsage",
       kJosh,
       nullptr,
       158,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       kSecondsOfUse},
      {"keyboard",
       "keyboardLexicon",
       kBelka,
       nullptr,
       1,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "words that the keyboard learned, without time or place; the pass over bytes sees them"},
      {"keyboard",
       "keyboardLexicon",
       kJosh,
       nullptr,
       1,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "words that the keyboard learned, without time or place; the pass over bytes sees them"},
      {"keyboard",
       "keyboardUsageStats",
       kBelka,
       nullptr,
       4,
       nullptr,
       "",
       nullptr,
       nullptr,
       {},
       {},
       "how many words were typed in all"},
      {"teams", "teamsCalls", kJosh, "teams.teamsCalls.josh_ios15_ffs.20241106012047.json", 5, "call", "",
       teams_call_row, teams_call_record},
      {"teams", "teamsContacts", kJosh, "teams.teamsContacts.josh_ios15_ffs.20241106012047.json", 9,
       "contact", "row:ZDEVICECONTACTHASH:", teams_contact_row, teams_contact_record},
      {"teams", "teamsLocations", kJosh, "teams.teamsLocations.josh_ios15_ffs.20241106012046.json", 12,
       "location", "", teams_place_row, place_record},
      {"teams", "teamsMessages", kJosh, "teams.teamsMessages.josh_ios15_ffs.20241106012047.json", 81,
       "message", "", teams_message_row, teams_message_record},
      {"teams", "teamsUser", kJosh, "teams.teamsUser.josh_ios15_ffs.20241106012046.json", 2, "contact",
       "row:ZUSER:", teams_user_row, teams_user_record},
      {"voicemail", "voicemail", kBelka, nullptr, 0, "call", "row:voicemail:"},
      {"voicemail", "voicemail", kJosh, nullptr, 0, "call", "row:voicemail:"},
      {"whatsApp", "whatsAppCallHistory", kJosh,
       "whatsApp.whatsAppCallHistory.josh_ios15_ffs.20250621193412.json", 4, "call", "", whatsapp_call_row,
       whatsapp_call_record},
      {"whatsApp", "whatsAppContacts", kJosh, "whatsApp.whatsAppContacts.josh_ios15_ffs.20250621193412.json",
       9, "contact", "", whatsapp_contact_row, whatsapp_contact_record},
      {"whatsApp", "whatsAppMessages", kJosh, "whatsApp.whatsAppMessages.josh_ios15_ffs.20250621193412.json",
       32, "message", "", whatsapp_message_row, whatsapp_message_record},
  };
  return kArtefacts;
}

}  // namespace ulika::test
