#include "parsers/telegram_export.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "parsers/json_stream.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

using nlohmann::json;

constexpr std::pair<std::string_view, std::string_view> kChatKinds[] = {
    {"personal_chat", "private"},   {"bot_chat", "bot"},
    {"private_group", "group"},     {"private_supergroup", "group"},
    {"public_supergroup", "group"}, {"private_channel", "channel"},
    {"public_channel", "channel"},
};

// Text of a text or number, as written; empty for anything else.
std::string plain(const json& parent, const char* key) {
  const auto it = parent.find(key);
  if (it == parent.end()) return {};
  if (it->is_string()) return it->get<std::string>();
  if (it->is_number_integer()) return it->dump();
  return {};
}

Value text_or_null(std::string text) {
  return text.empty() ? Value() : Value(std::move(text));
}

// A text is a string or an array of strings and {"type", "text"}.
std::string message_text(const json& message) {
  const auto it = message.find("text");
  if (it == message.end()) return {};
  if (it->is_string()) return it->get<std::string>();
  std::string out;
  if (!it->is_array()) return out;
  for (const json& piece : *it) {
    if (piece.is_string()) out += piece.get<std::string>();
    if (piece.is_object()) out += plain(piece, "text");
  }
  return out;
}

// What a service message is about: a title, or who was added, invited, removed.
std::string service_text(const json& message) {
  std::string out = plain(message, "title");
  const auto members = message.find("members");
  if (members == message.end() || !members->is_array()) return out;
  for (const json& member : *members) {
    if (member.is_string()) out += (out.empty() ? "" : ", ") + member.get<std::string>();
  }
  return out;
}

void add_poll(const json& message, std::string& text) {
  const auto poll = message.find("poll");
  if (poll == message.end() || !poll->is_object()) return;
  text += (text.empty() ? "" : "\n") + plain(*poll, "question");
  const auto answers = poll->find("answers");
  if (answers == poll->end() || !answers->is_array()) return;
  for (const json& answer : *answers) {
    if (answer.is_object()) text += "\n- " + plain(answer, "text");
  }
}

std::optional<TimeMs> unix_time(const json& message, const char* key) {
  const std::string text = plain(message, key);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return from_unix_seconds(static_cast<double>(seconds));
}

std::string_view without_user(std::string_view id) {
  return id.substr(0, 4) == "user" ? id.substr(4) : id;
}

std::optional<double> degrees(const json& place, const char* key, double limit) {
  const auto it = place.find(key);
  if (it == place.end() || !it->is_number()) return std::nullopt;
  const double value = it->get<double>();
  return std::isfinite(value) && std::abs(value) <= limit ? std::optional(value) : std::nullopt;
}

std::string full_name(const json& person) {
  std::string name = plain(person, "first_name");
  const std::string last = plain(person, "last_name");
  if (!name.empty() && !last.empty()) name += ' ';
  return name + last;
}

// "(File not included. Change data exporting settings to download.)" stands where a path would.
json attachment(const json& message, const char* key) {
  json out = json::object();
  const std::string path = plain(message, key);
  if (const std::string name = plain(message, "file_name"); !name.empty()) {
    out["name"] = name;
  } else if (!path.empty() && path.front() != '(') {
    out["name"] = path.substr(path.rfind('/') + 1);
  }
  const std::string mime = plain(message, "mime_type");
  if (!mime.empty()) out["mime"] = mime;
  if (mime.empty() && std::string_view(key) == "photo") out["mime"] = "image/jpeg";
  if (!path.empty() && path.front() != '(') out["path"] = path;
  return out;
}

class Exporter {
 public:
  Exporter(ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  void read() {
    JsonStream::Handler handler;
    handler.wanted = [](const JsonStream::Path& path) { return kind_of(path) != Kind::none; };
    handler.part = [this](const JsonStream::Path& path, const json& part) { take(path, part); };
    handler.scalar = [this](const JsonStream::Path& path, const json& value) {
      if (path.empty() || !(path.size() == 1 || is_chat(path, path.size() - 1))) return;
      const std::string text = value.is_string()           ? value.get<std::string>()
                               : value.is_number_integer() ? value.dump()
                                                           : "";
      if (path.back().key == "name") chat_.name = text;
      if (path.back().key == "type") chat_.type = text;
      if (path.back().key == "id") chat_.id = text;
    };
    handler.begin = [this](const JsonStream::Path& path) {
      if (is_chat(path, path.size())) chat_ = {};
    };
    handler.end = [this](const JsonStream::Path& path) {
      if (is_chat(path, path.size()) || path.empty()) end_chat(path);
    };
    const auto done = JsonStream::read(*input_.data, handler);
    if (done) return;
    Problem problem;
    problem.path = input_.path;
    problem.stage = "parse";
    problem.state = ledger_state_of(done.error().kind);
    problem.reason =
        std::string(kTelegramExportId) + ": " + done.error().message + "; what comes before it was read";
    sink_.problem(std::move(problem));
  }

 private:
  enum class Kind { none, message, contact, account };
  struct Chat {
    std::string name, type, id;
  };

  // "chats/list/0" or "left_chats/list/0"
  static bool is_chat(const JsonStream::Path& path, std::size_t length) {
    return length == 3 && (path[0].key == "chats" || path[0].key == "left_chats") && path[1].key == "list" &&
           path[2].in_array;
  }

  static Kind kind_of(const JsonStream::Path& path) {
    const std::size_t n = path.size();
    if (n == 1 && path[0].key == "personal_information") return Kind::account;
    if (n == 3 && path[0].key == "contacts" && path[1].key == "list" && path[2].in_array)
      return Kind::contact;
    if (n >= 2 && path[n - 1].in_array && path[n - 2].key == "messages" &&
        (n == 2 || (n == 5 && is_chat(path, 3)))) {
      return Kind::message;
    }
    return Kind::none;
  }

  Record make(const char* type, const JsonStream::Path& path, const char* below = "") const {
    Record record;
    record.type = type;
    if (record.type != "location") record.set("app", std::string("Telegram"));
    record.from.path = input_.path;
    record.from.locator = "json:" + JsonStream::pointer(path) + below;
    record.from.parser = kTelegramExportId;
    record.from.recovered = input_.recovered;
    return record;
  }

  void take(const JsonStream::Path& path, const json& part) {
    switch (kind_of(path)) {
      case Kind::account:
        return take_account(path, part);
      case Kind::contact:
        return take_contact(make("contact", path), part);
      case Kind::message:
        return take_message(path, part);
      case Kind::none:
        return;
    }
  }

  void take_account(const JsonStream::Path& path, const json& person) {
    owner_ = plain(person, "user_id");
    Record record = make("account", path);
    record.set("account_id", text_or_null(owner_));
    record.set("name", text_or_null(full_name(person)));
    record.set("phone", text_or_null(plain(person, "phone_number")));
    sink_.record(std::move(record));
  }

  void take_contact(Record record, const json& person) {
    record.set("name", text_or_null(full_name(person)));
    const std::string phone = plain(person, "phone_number");
    const std::string id = plain(person, "user_id");
    if (!phone.empty()) record.set("phones", json::array({phone}).dump());
    if (!id.empty() && id != "0") {
      record.set("contact_id", id);
      record.set("account_ids", json::array({id}).dump());
    }
    sink_.record(std::move(record));
  }

  Value direction(const std::string& sender_id) const {
    if (owner_.empty() || sender_id.empty()) return {};
    return std::string(without_user(sender_id) == owner_ ? "out" : "in");
  }

  void take_message(const JsonStream::Path& path, const json& message) {
    const bool service = plain(message, "type") == "service";
    const char* who = service ? "actor" : "from";
    const std::string sender_id = plain(message, service ? "actor_id" : "from_id");
    Record record = make("message", path);
    record.set("chat_id", text_or_null(chat_.id));
    record.set("chat", text_or_null(chat_.name));
    record.set("sender_id", text_or_null(sender_id));
    record.set("sender", text_or_null(plain(message, who)));
    record.set("direction", service ? Value(std::string("system")) : direction(sender_id));
    std::optional<TimeMs> at = unix_time(message, "date_unixtime");
    bool zone_known = true;
    if (!at) {
      // Exports before 2021 have the clock of the exporting computer only.
      const std::string date = plain(message, "date");
      at = parse_rfc3339(date);
      if (!at) {
        at = parse_rfc3339(date + "Z");
        zone_known = !at;
      }
    }
    if (at) record.set("sent_at", *at);
    if (!zone_known) record.set("zone", std::string("unknown"));
    std::string text = message_text(message);
    if (text.empty() && service) text = service_text(message);
    add_poll(message, text);
    record.set("text", text_or_null(std::move(text)));
    take_attachments(record, message);
    const std::string edited = plain(message, "edited_unixtime");
    // Old exports write the beginning of 1970, in local time, for "never".
    if (!edited.empty() ? edited != "0" : plain(message, "edited").substr(0, 4) > "1970")
      record.set("edited", std::int64_t{1});
    record.set("forwarded_from", text_or_null(plain(message, "forwarded_from")));
    record.set("reply_to", text_or_null(plain(message, "reply_to_message_id")));
    const std::string action = plain(message, service ? "action" : "media_type");
    record.set("kind", text_or_null(service ? "service:" + action : action));
    take_place(path, message, record, at, zone_known);
    if (service && action == "phone_call") take_call(path, message, sender_id, at, zone_known);
    sink_.record(std::move(record));
  }

  void take_attachments(Record& record, const json& message) {
    json list = json::array();
    for (const char* key : {"photo", "file"}) {
      if (message.contains(key)) list.push_back(attachment(message, key));
    }
    if (const auto card = message.find("contact_information"); card != message.end() && card->is_object()) {
      list.push_back(
          {{"name", full_name(*card) + " " + plain(*card, "phone_number")}, {"mime", "text/vcard"}});
    }
    if (!list.empty()) record.set("attachments", list.dump());
  }

  void take_place(const JsonStream::Path& path, const json& message, Record& record, std::optional<TimeMs> at,
                  bool zone_known) {
    const auto place = message.find("location_information");
    if (place == message.end() || !place->is_object()) return;
    const auto latitude = degrees(*place, "latitude", 90);
    const auto longitude = degrees(*place, "longitude", 180);
    if (!latitude || !longitude) return;
    record.set("latitude", *latitude);
    record.set("longitude", *longitude);
    Record location = make("location", path, "/location_information");
    location.set("latitude", *latitude);
    location.set("longitude", *longitude);
    if (at) location.set("at", *at);
    if (!zone_known) location.set("zone", std::string("unknown"));
    location.set("origin", std::string("app_db"));
    location.set("label", text_or_null(plain(message, "place_name")));
    sink_.record(std::move(location));
  }

  void take_call(const JsonStream::Path& path, const json& message, const std::string& caller,
                 std::optional<TimeMs> at, bool zone_known) {
    Record call = make("call", path);
    call.set("direction", direction(caller));
    call.set("party_id", text_or_null(chat_.id));
    call.set("party", text_or_null(chat_.name));
    // A call has no field for an unknown zone, so such a time stays with the message.
    if (at && zone_known) call.set("started_at", *at);
    const auto seconds = message.find("duration_seconds");
    const bool talked = seconds != message.end() && seconds->is_number_unsigned();
    if (talked) call.set("duration_s", static_cast<std::int64_t>(seconds->get<std::uint32_t>()));
    const std::string reason = plain(message, "discard_reason");
    if (reason == "missed" || reason == "busy") {
      call.set("answered", std::int64_t{0});
    } else if (talked) {
      call.set("answered", std::int64_t{1});
    }
    call.set("kind", text_or_null(reason));
    sink_.record(std::move(call));
  }

  void end_chat(const JsonStream::Path& path) {
    if (chat_.id.empty() && chat_.name.empty()) return;
    Record record = make("chat", path);
    record.set("chat_id", text_or_null(chat_.id));
    record.set("name", text_or_null(chat_.name));
    std::string kind = chat_.type;
    for (const auto& [stored, known] : kChatKinds) {
      if (chat_.type == stored) kind = known;
    }
    record.set("kind", text_or_null(kind));
    sink_.record(std::move(record));
    chat_ = {};
  }

  ParseInput& input_;
  const ParseSink& sink_;
  Chat chat_;
  std::string owner_;  // number of the exporting account, where the export tells it
};

}  // namespace

bool is_telegram_export(std::string_view head) {
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
  const auto first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] != '{') return false;
  const auto has = [&](std::string_view part) { return head.find(part) != std::string_view::npos; };
  if (has("\"messages\"") && has("\"type\"")) {
    if (has("\"saved_messages\"")) return true;
    return std::any_of(std::begin(kChatKinds), std::end(kChatKinds),
                       [&](const auto& kind) { return has(kind.first); }) ||
           // Other programs' copies of the form leave out the kind of the chat.
           ((has("\"type\": \"message\"") || has("\"type\":\"message\"")) && has("\"from\"") &&
            has("\"date\""));
  }
  return has("Telegram") && (has("\"personal_information\"") || has("\"about\""));
}

void read_telegram_export(ParseInput& input, const ParseSink& sink, ParseOutcome&) {
  Exporter(input, sink).read();
}

}  // namespace ulika
