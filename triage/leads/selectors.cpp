#include "triage/leads/selectors.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "triage/base/text.h"
#include "triage/leads/conversation_tally.h"
#include "triage/leads/json_list.h"
#include "triage/model/selector.h"

namespace ulika {
namespace {

constexpr std::size_t kLongestLabel = 96;      // bytes
constexpr std::uint64_t kLeastPicture = 4096;  // bytes; smaller ones are icons and previews

void add(std::vector<Sighting>& out, SelectorForm form, std::uint8_t role, const StoredRecord& stored,
         std::string_view label) {
  if (!form) return;
  const bool there = std::any_of(out.begin(), out.end(), [&](const Sighting& s) { return s.form == form; });
  if (there) return;
  Sighting sighting;
  sighting.form = std::move(form);
  sighting.role = role;
  sighting.label = clip_utf8(label, kLongestLabel);
  sighting.record_id = stored.id;
  out.push_back(std::move(sighting));
}

SelectorForm plain(std::string_view kind, std::string_view value) {
  if (value.empty() || value.size() > 256) return {};
  return {std::string(kind), std::string(value)};
}

SelectorForm digits_selector(std::string_view kind, std::string_view text, std::size_t least,
                             std::size_t most) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() < least || digits.size() > most) return {};
  if (digits.find_first_not_of(digits[0]) == std::string::npos) return {};  // 000000000000000
  return {std::string(kind), std::move(digits)};
}

void from_contact(const StoredRecord& stored, std::uint8_t role, std::vector<Sighting>& out) {
  const Record& record = stored.record;
  const std::string_view name = record.text("name");
  const std::string_view app = record.text("app");
  for (const std::string& phone : json_texts(record.text("phones")))
    add(out, phone_selector(phone), role, stored, name);
  for (const std::string& handle : json_texts(record.text("handles"))) {
    add(out, handle_selector(handle), role, stored, name);
  }
  for (const std::string& email : json_texts(record.text("emails")))
    add(out, email_selector(email), role, stored, name);
  for (const std::string& id : json_texts(record.text("account_ids"))) {
    add(out, account_selector(app, id), role, stored, name);
  }
}

void from_account(const StoredRecord& stored, std::vector<Sighting>& out) {
  const Record& record = stored.record;
  const std::string_view name = record.text("name");
  add(out, phone_selector(record.text("phone")), kRoleOwn, stored, name);
  add(out, email_selector(record.text("email")), kRoleOwn, stored, name);
  const std::string_view id = record.text("account_id");
  if (SelectorForm email = email_selector(id)) {
    add(out, std::move(email), kRoleOwn, stored, name);
  } else {
    add(out, account_selector(record.text("app"), id), kRoleOwn, stored, name);
  }
}

// Kinds of identifiers that mean a person or a thing wherever they stand. Addresses of web pages mean nobody.
constexpr std::array<std::string_view, 3> kPlainKinds = {"iin", "bin", "inn"};

void from_identifier(const StoredRecord& stored, std::vector<Sighting>& out) {
  const std::string_view kind = stored.record.text("kind");
  const std::string_view value = stored.record.text("value");
  const auto mention = [&](SelectorForm form) { add(out, std::move(form), kRoleMentioned, stored, {}); };
  if (kind == "phone") mention(phone_selector(value));
  if (kind == "email") mention(email_selector(value));
  if (kind == "handle" || kind == "bot") mention(handle_selector(value));
  if (kind == "invite" || kind == "url" || kind == "iban") {
    const Selector form = normal_selector(kind, value);
    if (form.kind == "handle") mention(handle_selector(form.value));
    if (form.kind == "invite" || form.kind == "iban") mention(plain(form.kind, form.value));
  }
  if (kind == "picture_near") mention(plain(kind, value));
  if (kind == "imei") mention(digits_selector("imei", value, 15, 15));
  if (kind == "imsi") mention(digits_selector("imsi", value, 14, 15));
  if (kind == "iccid") mention(digits_selector("iccid", value, 18, 20));
  if (kind == "wifi_bssid" || kind == "wifi") mention(plain(kind, value));
  if (std::find(kPlainKinds.begin(), kPlainKinds.end(), kind) != kPlainKinds.end())
    mention(plain(kind, value));
}

void from_payment(const StoredRecord& stored, std::vector<Sighting>& out) {
  const Record& record = stored.record;
  add(out, plain("card_tail", card_selector(record.text("bank"), record.text("card_tail"))), kRoleMentioned,
      stored, {});
}

bool contains_any(std::string_view text, const auto& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

}  // namespace

std::vector<Sighting> sightings_of(const StoredRecord& stored) {
  std::vector<Sighting> out;
  const Record& record = stored.record;
  const std::string& type = record.type;
  if (type == "contact") {
    from_contact(stored, kRoleContact, out);
  } else if (type == "account") {
    from_account(stored, out);
  } else if (type == "device") {
    const std::string_view owner = record.text("owner");
    add(out, digits_selector("imei", record.text("imei"), 15, 15), kRoleOwn, stored, owner);
    add(out, phone_selector(record.text("phone")), kRoleOwn, stored, owner);
  } else if (type == "identifier") {
    from_identifier(stored, out);
  } else if (type == "card") {
    const Value* test = record.find("test");
    const bool published = test != nullptr && *test == Value(std::int64_t{1});
    if (!published) add(out, digits_selector("card", record.text("pan"), 12, 19), kRoleMentioned, stored, {});
  } else if (type == "wallet") {
    if (record.text("kind") != "contract" && !record.text("address").empty()) {
      const std::string value =
          std::string(record.text("currency")) + ":" + std::string(record.text("address"));
      add(out, plain("wallet", value), kRoleMentioned, stored, {});
    }
  } else if (type == "payment") {
    from_payment(stored, out);
  } else if (type == "device_event") {
    if (record.text("kind") == "saved Wi-Fi network") {
      add(out, plain("wifi", record.text("text")), kRoleMentioned, stored, {});
    }
  }
  return out;
}

bool is_media_path(std::string_view path) {
  static constexpr std::array<std::string_view, 18> kPlaces = {
      "DCIM/",     "Pictures/",  "/Media/WhatsApp", "/WhatsApp Images/", "/WhatsApp Video/", "/Telegram",
      "Download/", "Downloads/", "/Camera/",        "Message/Media/",    "SMS/Attachments",  "/Viber",
      "/Signal/",  "/photos/",   "/video_files/",   "/Photos/",          "/Desktop/",        "/Documents/"};
  static constexpr std::array<std::string_view, 9> kPrograms = {"/cache/",        "/Cache/", ".thumbnails",
                                                                "sticker",        "Sticker", "/res/drawable",
                                                                "/node_modules/", "emoji",   "wallpaper"};
  return contains_any(path, kPlaces) && !contains_any(path, kPrograms);
}

void for_each_sighting(const ItemReader& item, const SpokenTexts& spoken, const SightingVisit& visit,
                       const MessageVisit& on_message) {
  static constexpr std::array<std::string_view, 5> kDrawn = {"identifier", "card", "wallet", "payment",
                                                             "device_event"};
  static constexpr std::array<std::string_view, 3> kOwned = {"account", "device", "contact"};

  // What was drawn from a message belongs to that message's conversation.
  std::vector<std::uint64_t> wanted;
  for (const std::string_view type : kDrawn) {
    if (type == "device_event") continue;
    item.for_each_record(type, [&](const StoredRecord& stored) {
      if (const std::uint64_t id = short_id(stored.record.from.derived_from); id != 0) wanted.push_back(id);
    });
  }
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::vector<std::uint32_t> chats(wanted.size(), 0);

  ConversationTally tally;
  item.for_each_record("chat", [&](const StoredRecord& stored) { tally.add_chat(stored); });
  item.for_each_record("message", [&](const StoredRecord& stored) {
    const std::uint64_t id = short_id(stored.id);
    const bool speaks = spoken.speaks(id);
    tally.add_message(stored, speaks);
    if (on_message) on_message(stored, speaks);
    const auto it = std::lower_bound(wanted.begin(), wanted.end(), id);
    if (it != wanted.end() && *it == id) {
      chats[static_cast<std::size_t>(it - wanted.begin())] =
          conversation_number(stored.record.text("app"), stored.record.text("chat_id"));
    }
  });
  item.for_each_record("call", [&](const StoredRecord& stored) { tally.add_call(stored); });
  tally.for_each(visit);

  for (const std::string_view type : kOwned) {
    item.for_each_record(type, [&](const StoredRecord& stored) {
      for (const Sighting& sighting : sightings_of(stored)) visit(sighting);
    });
  }
  for (const std::string_view type : kDrawn) {
    item.for_each_record(type, [&](const StoredRecord& stored) {
      std::vector<Sighting> sightings = sightings_of(stored);
      if (sightings.empty()) return;
      const std::uint64_t from = short_id(stored.record.from.derived_from);
      const auto it = std::lower_bound(wanted.begin(), wanted.end(), from);
      const bool known = from != 0 && it != wanted.end() && *it == from;
      for (Sighting& sighting : sightings) {
        if (known) sighting.chat = chats[static_cast<std::size_t>(it - wanted.begin())];
        sighting.speaks = spoken.speaks(from);
        visit(sighting);
      }
    });
  }

  // Pictures: those that lie where people's media lie, and those that a camera made.
  std::unordered_set<std::string> taken;
  item.for_each_record("photo", [&](const StoredRecord& stored) {
    if (!stored.record.text("make").empty()) taken.insert(stored.record.from.path);
  });
  item.for_each_file([&](const StoredFile& file) {
    if (file.sha256.empty() || file.known == "known" || file.entry.size < kLeastPicture) return;
    if (!file.mime.starts_with("image/") && !file.mime.starts_with("video/")) return;
    if (!is_media_path(file.entry.path) && taken.count(file.entry.path) == 0) return;
    Sighting sighting;
    sighting.form = {"picture", file.sha256};
    sighting.label =
        clip_utf8(std::string_view(file.entry.path).substr(file.entry.path.rfind('/') + 1), kLongestLabel);
    sighting.record_id = file.id;
    visit(sighting);
  });
}

}  // namespace ulika
