#include "parsers/ufdr_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <nlohmann/json.hpp>

namespace ulika {
namespace {

using nlohmann::json;

void set_text(Record& record, std::string_view key, std::string_view value) {
  if (!value.empty()) record.set(key, std::string(value));
}

void set_time(Record& record, std::string_view key, const std::optional<TimeMs>& value) {
  if (value) record.set(key, std::int64_t{*value});
}

void set_list(Record& record, std::string_view key, const json& list) {
  if (!list.empty()) record.set(key, list.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::string_view first_of(const UfdrModel& model, std::initializer_list<std::string_view> fields) {
  for (const std::string_view field : fields) {
    if (const auto text = model.text(field); !text.empty()) return text;
  }
  return {};
}

std::optional<double> number_of(std::string_view text) {
  const std::string whole(text);
  char* end = nullptr;
  const double value = std::strtod(whole.c_str(), &end);
  if (whole.empty() || end != whole.c_str() + whole.size()) return {};
  return value;
}

// "00:01:05" or "01:05", with a fraction of a second maybe.
std::optional<std::int64_t> seconds_of(std::string_view text) {
  text = text.substr(0, text.find('.'));
  std::int64_t total = 0;
  std::int64_t part = 0;
  for (const char c : text) {
    if (c == ':') {
      total = (total + part) * 60;
      part = 0;
    } else if (c >= '0' && c <= '9' && part < 100'000'000 && total < 100'000'000) {
      part = part * 10 + (c - '0');
    } else {
      return {};
    }
  }
  return text.empty() ? std::nullopt : std::optional(total + part);
}

bool is_true(std::string_view text) {
  return text == "True" || text == "true";
}

const UfdrModel* owner_among(const UfdrModel& model, std::string_view field) {
  const auto found = model.models.find(field);
  if (found == model.models.end()) return nullptr;
  const auto owner = std::find_if(found->second.begin(), found->second.end(),
                                  [](const UfdrModel& party) { return is_true(party.text("IsPhoneOwner")); });
  return owner == found->second.end() ? nullptr : &*owner;
}

json parties(const UfdrModel& model, std::string_view field) {
  json list = json::array();
  if (const auto found = model.models.find(field); found != model.models.end()) {
    for (const UfdrModel& party : found->second) {
      const auto who = first_of(party, {"Identifier", "Name"});
      if (!who.empty()) list.push_back(std::string(who));
    }
  }
  return list;
}

void set_place(Record& record, const UfdrModel& model) {
  const UfdrModel* position = model.model("Position");
  if (position == nullptr) position = &model;
  const auto latitude = number_of(position->text("Latitude"));
  const auto longitude = number_of(position->text("Longitude"));
  if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return;
  record.set("latitude", *latitude);
  record.set("longitude", *longitude);
  if (record.type != "location") return;
  if (const auto elevation = number_of(position->text("Elevation"))) record.set("altitude_m", *elevation);
}

Record record_of(std::string_view type, const UfdrModel& model) {
  Record record;
  record.type = type;
  set_text(record, "app", first_of(model, {"Source", "SourceApplication"}));
  return record;
}

// By who the report says sent it: the owner's own mark, or the chat's mark of who the owner is.
std::string_view direction_of(const UfdrModel& model, const UfdrModel* chat) {
  if (model.text("Type") == "System" || model.text("MessageType") == "System") return "system";
  const std::string_view folder = model.text("Folder");
  if (folder == "Inbox") return "in";
  if (folder == "Sent" || folder == "Outbox" || folder == "Drafts") return "out";
  const UfdrModel* from = model.model("From");
  if (from != nullptr && is_true(from->text("IsPhoneOwner"))) return "out";
  if (owner_among(model, "To") != nullptr) return "in";
  const UfdrModel* owner = chat != nullptr ? owner_among(*chat, "Participants") : nullptr;
  if (from == nullptr || owner == nullptr || from->text("Identifier").empty()) return "unknown";
  return from->text("Identifier") == owner->text("Identifier") ? "out" : "in";
}

Record message(const UfdrModel& model, const UfdrModel* chat) {
  Record record = record_of("message", model);
  if (record.text("app").empty() && chat != nullptr) set_text(record, "app", chat->text("Source"));
  if (record.text("app").empty() && model.type != "InstantMessage") set_text(record, "app", model.type);
  if (chat != nullptr) {
    set_text(record, "chat_id", chat->text("Id"));
    set_text(record, "chat", chat->text("Name"));
  }
  if (const UfdrModel* from = model.model("From")) {
    set_text(record, "sender_id", from->text("Identifier"));
    set_text(record, "sender", from->text("Name"));
  }
  record.set("direction", std::string(direction_of(model, chat)));
  set_time(record, "sent_at", model.time("TimeStamp"));
  set_time(record, "received_at", model.time("DateDelivered"));
  set_time(record, "read_at", model.time("DateRead"));
  set_text(record, "text", first_of(model, {"Body", "Subject", "Snippet"}));
  json attachments = json::array();
  if (const auto found = model.models.find("Attachments"); found != model.models.end()) {
    for (const UfdrModel& item : found->second) {
      json one = json::object();
      const auto add = [&](const char* key, std::string_view value) {
        if (!value.empty()) one[key] = std::string(value);
      };
      add("name", item.text("Filename"));
      add("mime", item.text("ContentType"));
      add("path", item.text("attachment_extracted_path"));
      if (!one.empty()) attachments.push_back(std::move(one));
    }
  }
  set_list(record, "attachments", attachments);
  set_place(record, model);
  if (model.deleted_state == "Deleted") record.set("deleted", std::int64_t{1});
  set_text(record, "kind", first_of(model, {"Type", "Status"}));
  return record;
}

Record chat_of(const UfdrModel& model) {
  Record record = record_of("chat", model);
  set_text(record, "chat_id", model.text("Id"));
  set_text(record, "name", model.text("Name"));
  set_text(record, "kind", model.text("ChatType"));
  set_list(record, "participants", parties(model, "Participants"));
  return record;
}

Record call(const UfdrModel& model) {
  Record record = record_of("call", model);
  const std::string_view kind = first_of(model, {"Type", "Direction"});
  const bool in = kind == "Incoming" || kind == "Missed" || kind == "Rejected";
  record.set("direction", std::string(in ? "in" : kind == "Outgoing" ? "out" : "unknown"));
  if (const auto found = model.models.find("Parties"); found != model.models.end()) {
    const auto party = std::find_if(found->second.begin(), found->second.end(),
                                    [](const UfdrModel& p) { return !is_true(p.text("IsPhoneOwner")); });
    if (party != found->second.end()) {
      set_text(record, "party_id", party->text("Identifier"));
      set_text(record, "party", party->text("Name"));
    }
  }
  set_time(record, "started_at", model.time("TimeStamp"));
  if (const auto duration = seconds_of(model.text("Duration"))) record.set("duration_s", *duration);
  if (kind == "Missed" || kind == "Rejected") record.set("answered", std::int64_t{0});
  if (const auto video = model.text("VideoCall"); !video.empty())
    record.set("video", std::int64_t{is_true(video) ? 1 : 0});
  set_text(record, "kind", kind);
  return record;
}

Record contact(const UfdrModel& model) {
  Record record = record_of("contact", model);
  set_text(record, "contact_id", model.text("Id"));
  set_text(record, "name", model.text("Name"));
  json phones = json::array(), emails = json::array(), ids = json::array();
  if (const auto found = model.models.find("Entries"); found != model.models.end()) {
    for (const UfdrModel& entry : found->second) {
      const std::string value(entry.text("Value"));
      if (value.empty()) continue;
      if (entry.type == "PhoneNumber") phones.push_back(value);
      if (entry.type == "EmailAddress") emails.push_back(value);
      if (entry.type == "UserID") ids.push_back(value);
    }
  }
  set_list(record, "phones", phones);
  set_list(record, "emails", emails);
  set_list(record, "account_ids", ids);
  return record;
}

Record location(const UfdrModel& model) {
  Record record;
  record.type = "location";
  set_place(record, model);
  set_time(record, "at", model.time("TimeStamp"));
  record.set("origin", std::string("app_db"));
  if (const auto precision = number_of(model.text("Precision"))) record.set("accuracy_m", *precision);
  set_text(record, "label", first_of(model, {"Name", "Description", "Category"}));
  return record;
}

Record account(const UfdrModel& model) {
  Record record = record_of("account", model);
  if (record.text("app").empty()) set_text(record, "app", model.text("ServiceType"));
  set_text(record, "account_id", model.text("Username"));
  set_text(record, "name", model.text("Name"));
  return record;
}

Record web(const UfdrModel& model) {
  Record record = record_of("web_visit", model);
  set_text(record, "url", first_of(model, {"Url", "URL"}));
  set_text(record, "title", model.text("Title"));
  auto at = model.time("LastVisited");
  set_time(record, "at", at ? at : model.time("TimeStamp"));
  if (const auto visits = number_of(model.text("VisitCount")))
    record.set("visits", static_cast<std::int64_t>(std::clamp(*visits, 0.0, 1e15)));
  return record;
}

Record search(const UfdrModel& model) {
  Record record = record_of("web_search", model);
  set_text(record, "terms", model.text("Value"));
  set_time(record, "at", model.time("TimeStamp"));
  return record;
}

Record app(const UfdrModel& model) {
  Record record;
  record.type = "app_installed";
  set_text(record, "app", model.text("Name"));
  set_text(record, "package", model.text("Identifier"));
  set_text(record, "version", model.text("Version"));
  const auto at = model.time("PurchaseDate");
  set_time(record, "at", at ? at : model.time("InstallDate"));
  return record;
}

Record note(const UfdrModel& model) {
  Record record = record_of("note", model);
  set_text(record, "title", model.text("Title"));
  set_text(record, "text", first_of(model, {"Body", "Summary"}));
  set_time(record, "at", model.time("Creation"));
  set_time(record, "modified_at", model.time("Modification"));
  return record;
}

Record email(const UfdrModel& model) {
  Record record = record_of("email", model);
  if (const UfdrModel* from = model.model("From")) set_text(record, "from", from->text("Identifier"));
  set_list(record, "to", parties(model, "To"));
  set_text(record, "subject", model.text("Subject"));
  set_text(record, "text", first_of(model, {"Body", "Snippet"}));
  set_time(record, "sent_at", model.time("TimeStamp"));
  return record;
}

Record event(const UfdrModel& model) {
  Record record = record_of("device_event", model);
  set_text(record, "kind", first_of(model, {"EventType", "Event"}));
  const auto at = model.time("TimeStamp");
  set_time(record, "at", at ? at : model.time("StartTime"));
  set_text(record, "text", first_of(model, {"Value", "Element"}));
  return record;
}

struct Mapping {
  std::string_view type;
  Record (*make)(const UfdrModel&);
};

Record lone_message(const UfdrModel& model) {
  return message(model, nullptr);
}

// Names of models: the UFED report's, as public readers of it list them.
constexpr Mapping kMappings[] = {
    {"Chat", chat_of},     {"SMS", lone_message}, {"MMS", lone_message},    {"InstantMessage", lone_message},
    {"Call", call},        {"Contact", contact},  {"Location", location},   {"UserAccount", account},
    {"VisitedPage", web},  {"WebBookmark", web},  {"SearchedItem", search}, {"InstalledApplication", app},
    {"Note", note},        {"Notes", note},       {"Email", email},         {"DeviceEvent", event},
    {"PowerEvent", event},
};

const Mapping* mapping_of(std::string_view type) {
  const auto* found = std::find_if(std::begin(kMappings), std::end(kMappings),
                                   [&](const Mapping& m) { return m.type == type; });
  return found == std::end(kMappings) ? nullptr : found;
}

}  // namespace

std::string_view UfdrModel::text(std::string_view field) const {
  const auto found = fields.find(field);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<TimeMs> UfdrModel::time(std::string_view field) const {
  return parse_rfc3339(text(field));
}

const UfdrModel* UfdrModel::model(std::string_view field) const {
  const auto found = models.find(field);
  return found == models.end() || found->second.empty() ? nullptr : &found->second.front();
}

bool is_known_model(std::string_view type) {
  return mapping_of(type) != nullptr;
}

std::vector<Record> records_of_model(const UfdrModel& model, const UfdrModel* chat) {
  std::vector<Record> records;
  if (model.type == "InstantMessage") {
    records.push_back(message(model, chat));
  } else if (const Mapping* mapping = mapping_of(model.type)) {
    records.push_back(mapping->make(model));
  }
  // A place without coordinates says nothing.
  std::erase_if(records,
                [](const Record& r) { return r.type == "location" && r.find("latitude") == nullptr; });
  return records;
}

}  // namespace ulika
