#include "triage/leads/drop_events.h"

#include <algorithm>
#include <array>
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

bool is_picture_name(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kEnds = {".jpg", ".jpeg", ".png", ".heic", ".webp"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [name](std::string_view end) { return name.ends_with(end); });
}

bool has_picture(std::string_view attachments) {
  if (attachments.size() <= 2) return false;  // "[]"
  const auto list = nlohmann::json::parse(attachments, nullptr, false);
  if (!list.is_array()) return false;
  return std::any_of(list.begin(), list.end(), [](const auto& each) {
    if (!each.is_object()) return false;
    const auto text = [&](const char* key) {
      const auto it = each.find(key);
      return it != each.end() && it->is_string() ? it->template get<std::string>() : std::string();
    };
    const std::string mime = text("mime"), path = text("path");
    return mime.starts_with("image/") ||
           (mime.empty() && is_picture_name(path.empty() ? text("name") : path));
  });
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

struct DropGatherer::State {
  // Where a place or a payment was drawn from.
  struct Origin {
    std::uint32_t chat = 0;
    std::uint8_t side = 0;
    std::optional<TimeMs> at;
  };
  State(const ItemReader& from, const SpokenTexts& texts) : item(from), spoken(texts) {}

  void read_places() {
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
  }

  void read_payments() {
    item.for_each_record("payment", [&](const StoredRecord& stored) {
      const std::optional<std::int64_t> at = integer_of(stored.record, "at");
      const std::uint64_t from = short_id(stored.record.from.derived_from);
      if (from != 0) origins.try_emplace(from);
      keep(payments, {PaymentEvent{at.value_or(0), 0, stored.id}, from}, events.left_out);
    });
  }

  // A message or note: where places came from, and what is said or shown.
  void see(const StoredRecord& stored, std::uint32_t chat, std::string_view time_key) {
    const Record& record = stored.record;
    const std::uint64_t id = short_id(stored.id);
    const auto origin = origins.find(id);
    if (origin != origins.end()) {
      const std::string_view direction = record.text("direction");
      origin->second = {chat,
                        static_cast<std::uint8_t>(direction == "in"    ? 1
                                                  : direction == "out" ? 2
                                                                       : 0),
                        integer_of(record, time_key)};
    }
    const bool picture = has_picture(record.text("attachments"));
    if (!picture && !spoken.speaks(id)) return;
    TalkEvent talk;
    talk.chat = chat;
    talk.at = integer_of(record, time_key).value_or(0);
    talk.record_id = stored.id;
    talk.picture = picture;
    for (const SpokenTexts::Spoken& said : spoken.find(stored.id)) {
      talk.categories.emplace_back(spoken.category(said.category));
    }
    keep(events.talk, std::move(talk), events.left_out);
  }

  const ItemReader& item;
  const SpokenTexts& spoken;
  DropEvents events;
  std::unordered_map<std::uint64_t, Origin> origins;  // looked up only
  std::vector<std::pair<PaymentEvent, std::uint64_t>> payments;
};

DropGatherer::DropGatherer(const ItemReader& item, const SpokenTexts& spoken)
    : state_(std::make_unique<State>(item, spoken)) {
  state_->events.source = item.source().name;
  state_->read_places();
  if (!state_->events.places.empty()) state_->read_payments();
}
DropGatherer::~DropGatherer() = default;

void DropGatherer::see(const StoredRecord& message) {
  if (!state_->events.places.empty()) state_->see(message, chat_of(message.record), "sent_at");
}

DropEvents DropGatherer::take() {
  State& state = *state_;
  DropEvents& events = state.events;
  if (events.places.empty()) return std::move(events);
  state.item.for_each_record("note", [&](const StoredRecord& stored) { state.see(stored, 0, "at"); });
  std::vector<std::uint32_t> chats;
  for (PlaceEvent& place : events.places) {
    const State::Origin& origin = state.origins[short_id(place.message_id)];
    place.chat = origin.chat;
    place.side = origin.side;
    if (place.at == 0) place.at = origin.at.value_or(0);
    chats.push_back(place.chat);
  }
  std::sort(chats.begin(), chats.end());
  for (auto& [payment, from] : state.payments) {
    if (from != 0) {
      const State::Origin& origin = state.origins[from];
      payment.chat = origin.chat;
      if (payment.at == 0) payment.at = origin.at.value_or(0);
    }
    if (payment.at != 0) events.payments.push_back(std::move(payment));
  }
  const auto elsewhere = [&](const TalkEvent& talk) {
    return !std::binary_search(chats.begin(), chats.end(), talk.chat);
  };
  events.talk.erase(std::remove_if(events.talk.begin(), events.talk.end(), elsewhere), events.talk.end());
  sort_by_time(events.places);
  sort_by_time(events.talk);
  sort_by_time(events.photos);
  sort_by_time(events.payments);
  return std::move(events);
}

DropEvents gather_drop_events(const ItemReader& item, const SpokenTexts& spoken) {
  DropGatherer gatherer(item, spoken);
  item.for_each_record("message", [&](const StoredRecord& stored) { gatherer.see(stored); });
  return gatherer.take();
}

}  // namespace ulika
