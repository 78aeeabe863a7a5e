#include "triage/leads/drop_events.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "triage/leads/conversation_tally.h"

namespace ulika {
namespace {

std::optional<std::int64_t> integer_of(const Record& record, std::string_view key) {
  const Value* value = record.find(key);
  const auto* held = value != nullptr ? std::get_if<std::int64_t>(value) : nullptr;
  return held != nullptr ? std::optional(*held) : std::nullopt;
}

bool read_place(const Record& record, double& latitude, double& longitude) {
  const Value *lat = record.find("latitude"), *lon = record.find("longitude");
  const auto* a = lat != nullptr ? std::get_if<double>(lat) : nullptr;
  const auto* b = lon != nullptr ? std::get_if<double>(lon) : nullptr;
  if (a == nullptr || b == nullptr || !(std::fabs(*a) <= 90) || !(std::fabs(*b) <= 180)) return false;
  if (*a == 0 && *b == 0) return false;
  latitude = *a;
  longitude = *b;
  return true;
}

// Pictures among the attachments, and the paths under which they were found.
bool read_attachments(std::string_view json, std::vector<std::string>& paths) {
  if (json.empty()) return false;
  const auto list = nlohmann::json::parse(json, nullptr, false);
  if (!list.is_array()) return false;
  bool picture = false;
  for (const auto& each : list) {
    if (!each.is_object()) continue;
    const auto text = [&](const char* key) {
      const auto it = each.find(key);
      return it != each.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    const std::string mime = text("mime");
    std::string path = text("path");
    const std::string name = path.empty() ? text("name") : path;
    const bool by_name =
        mime.empty() && (name.ends_with(".jpg") || name.ends_with(".jpeg") || name.ends_with(".png") ||
                         name.ends_with(".heic") || name.ends_with(".webp"));
    picture = picture || mime.starts_with("image/") || by_name;
    if (!path.empty()) paths.push_back(std::move(path));
  }
  return picture;
}

std::uint32_t chat_of(const Record& record) {
  return conversation_number(record.text("app"), record.text("chat_id"));
}

template <class Event>
void keep(std::vector<Event>& events, Event event, std::uint64_t& left_out) {
  if (events.size() < DropEvents::kMostEvents) {
    events.push_back(std::move(event));
  } else {
    ++left_out;
  }
}

template <class Event>
void sort_by_time(std::vector<Event>& events) {
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.at, a.record_id) < std::tie(b.at, b.record_id);
  });
}

// Photos that know their place but no time have that of their file.
void time_by_file(const ItemReader& item, std::vector<PhotoEvent>& photos,
                  std::vector<PhotoEvent>& timeless) {
  if (timeless.empty()) return;
  std::unordered_map<std::string, std::pair<TimeMs, bool>> times;
  for (const PhotoEvent& photo : timeless) times[photo.path] = {0, false};
  item.for_each_file([&](const StoredFile& file) {
    const auto it = times.find(file.entry.path);
    if (it == times.end() || !file.entry.times.modified) return;
    it->second = {*file.entry.times.modified, file.entry.times.zone_known};
  });
  for (PhotoEvent& photo : timeless) {
    const auto& [at, zone_known] = times[photo.path];
    if (at == 0) continue;
    photo.at = at;
    photo.zone_known = zone_known;
    photos.push_back(std::move(photo));
  }
}

}  // namespace

DropEvents gather_drop_events(const ItemReader& item, const SpokenTexts& spoken) {
  DropEvents events;
  events.source = item.source().name;

  struct Origin {
    std::uint32_t chat = 0;
    std::uint8_t side = 0;
    std::optional<TimeMs> at;
  };
  std::unordered_map<std::uint64_t, Origin> origins;  // looked up only
  std::vector<PhotoEvent> timeless;
  item.for_each_record("location", [&](const StoredRecord& stored) {
    const Record& record = stored.record;
    double latitude = 0, longitude = 0;
    if (!read_place(record, latitude, longitude)) return;
    const std::optional<std::int64_t> at = integer_of(record, "at");
    if (const std::uint64_t from = short_id(record.from.derived_from); from != 0) {
      origins.try_emplace(from);
      keep(events.places, {latitude, longitude, at.value_or(0), 0, 0, stored.id, record.from.derived_from},
           events.left_out);
    } else if (record.text("origin") == "exif" || record.text("origin") == "ocr") {
      PhotoEvent photo{latitude,  longitude,       at.value_or(0), record.text("zone") != "unknown",
                       stored.id, record.from.path};
      keep(at ? events.photos : timeless, std::move(photo), events.left_out);
    }
  });
  time_by_file(item, events.photos, timeless);
  std::vector<std::pair<PaymentEvent, std::uint64_t>> payments;
  item.for_each_record("payment", [&](const StoredRecord& stored) {
    const std::optional<std::int64_t> at = integer_of(stored.record, "at");
    const std::uint64_t from = short_id(stored.record.from.derived_from);
    if (from != 0) origins.try_emplace(from);
    keep(payments, {PaymentEvent{at.value_or(0), 0, stored.id}, from}, events.left_out);
  });
  if (events.places.empty()) return events;

  const auto learn = [&](const StoredRecord& stored, std::uint32_t chat, std::string_view time_key) {
    const auto it = origins.find(short_id(stored.id));
    if (it == origins.end()) return;
    const std::string_view direction = stored.record.text("direction");
    it->second.chat = chat;
    it->second.side = direction == "in" ? 1 : direction == "out" ? 2 : 0;
    it->second.at = integer_of(stored.record, time_key);
  };
  item.for_each_record("message",
                       [&](const StoredRecord& stored) { learn(stored, chat_of(stored.record), "sent_at"); });
  item.for_each_record("note", [&](const StoredRecord& stored) { learn(stored, 0, "at"); });

  std::vector<std::uint32_t> chats;
  for (PlaceEvent& place : events.places) {
    const Origin& origin = origins[short_id(place.message_id)];
    place.chat = origin.chat;
    place.side = origin.side;
    if (place.at == 0) place.at = origin.at.value_or(0);
    if (place.chat != 0) chats.push_back(place.chat);
  }
  for (auto& [payment, from] : payments) {
    if (from != 0) {
      const Origin& origin = origins[from];
      payment.chat = origin.chat;
      if (payment.at == 0) payment.at = origin.at.value_or(0);
    }
    if (payment.at != 0) events.payments.push_back(std::move(payment));
  }
  std::sort(chats.begin(), chats.end());
  chats.erase(std::unique(chats.begin(), chats.end()), chats.end());

  const auto talk_of = [&](const StoredRecord& stored, std::uint32_t chat, std::string_view time_key) {
    TalkEvent talk;
    talk.chat = chat;
    talk.at = integer_of(stored.record, time_key).value_or(0);
    talk.record_id = stored.id;
    for (const SpokenTexts::Spoken& said : spoken.find(stored.id)) {
      talk.categories.emplace_back(spoken.category(said.category));
    }
    talk.picture = read_attachments(stored.record.text("attachments"), talk.attachments);
    if (talk.categories.empty() && !talk.picture) return;
    keep(events.talk, std::move(talk), events.left_out);
  };
  item.for_each_record("message", [&](const StoredRecord& stored) {
    const std::uint32_t chat = chat_of(stored.record);
    if (std::binary_search(chats.begin(), chats.end(), chat)) talk_of(stored, chat, "sent_at");
  });
  item.for_each_record("note", [&](const StoredRecord& stored) {
    if (origins.count(short_id(stored.id)) != 0) talk_of(stored, 0, "at");
  });
  sort_by_time(events.places);
  sort_by_time(events.talk);
  sort_by_time(events.photos);
  sort_by_time(events.payments);
  return events;
}

}  // namespace ulika
