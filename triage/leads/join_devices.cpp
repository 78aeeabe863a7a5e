#include "triage/leads/join_devices.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

#include "triage/base/sqlite.h"
#include "triage/leads/conversation_tally.h"
#include "triage/leads/drops.h"
#include "triage/leads/join_records.h"
#include "triage/leads/link_list.h"
#include "triage/leads/near_photos.h"
#include "triage/leads/near_texts.h"
#include "triage/leads/persons.h"
#include "triage/leads/places.h"
#include "triage/leads/selector_merge.h"
#include "triage/model/profile.h"

namespace ulika {
namespace {

constexpr std::size_t kMostPersons = 100'000;  // told; those of most devices and most messages first

SpokenTexts spoken_texts(const ItemReader& item) {
  SpokenTexts spoken;
  item.for_each_hit([&](const StoredHit& stored) { spoken.add(stored.hit); });
  spoken.seal();
  return spoken;
}

// Messages whose near-equal copies say nothing: posts of channels, and what machines send.
class TextFilter {
 public:
  explicit TextFilter(const ItemReader& item) {
    item.for_each_record("chat", [&](const StoredRecord& stored) {
      if (stored.record.text("kind") == "channel") channels_.insert(chat_of(stored.record));
    });
    item.for_each_record("payment", [&](const StoredRecord& stored) {
      if (const std::uint64_t id = short_id(stored.record.from.derived_from); id != 0) banks_.push_back(id);
    });
    std::sort(banks_.begin(), banks_.end());
  }

  bool takes(const StoredRecord& message) const {
    const Record& record = message.record;
    const std::string_view direction = record.text("direction");
    if (direction == "system" || channels_.count(chat_of(record)) != 0) return false;
    if (std::binary_search(banks_.begin(), banks_.end(), short_id(message.id))) return false;
    // A short message from what is no telephone is a firm's.
    const std::string_view app = record.text("app");
    const bool by_phone = app == "SMS" || app == "MMS" || app == "iMessage" || app == "Google Messages";
    return !by_phone || direction == "out" || phone_selector(record.text("sender_id"));
  }

  static std::uint32_t chat_of(const Record& record) {
    return conversation_number(record.text("app"), record.text("chat_id"));
  }

 private:
  std::set<std::uint32_t> channels_;
  std::vector<std::uint64_t> banks_;
};

std::vector<PlacePoint> points_of(std::uint16_t device, const DropEvents& events, const SpokenTexts& spoken) {
  std::vector<PlacePoint> points;
  for (const PlaceEvent& place : events.places) {
    points.push_back({place.latitude, place.longitude, device, true, spoken.speaks(place.message_id),
                      place.chat, place.record_id});
  }
  for (const PhotoEvent& photo : events.photos) {
    points.push_back({photo.latitude, photo.longitude, device, false, false, 0, photo.record_id});
  }
  return points;
}

std::uint64_t contacts_of(const Person& person) {
  std::uint64_t count = 0;
  for (const PersonDevice& device : person.devices) count += std::uint64_t{device.in} + device.out;
  return count;
}

std::vector<std::pair<std::string, Record>> person_records(PersonMerge& merge,
                                                           const std::vector<std::string>& sources,
                                                           std::uint64_t& left_out) {
  std::vector<Person> persons = merge.persons();
  std::stable_sort(persons.begin(), persons.end(), [](const Person& a, const Person& b) {
    if (a.devices.size() != b.devices.size()) return a.devices.size() > b.devices.size();
    return contacts_of(a) > contacts_of(b);
  });
  if (persons.size() > kMostPersons) {
    left_out += persons.size() - kMostPersons;
    persons.resize(kMostPersons);
  }
  std::vector<std::pair<std::string, Record>> records;
  records.reserve(persons.size());
  for (const Person& person : persons) records.emplace_back(person.id, person_record(person, sources));
  left_out += merge.left_out();
  return records;
}

}  // namespace

PersonSplits read_splits(const std::filesystem::path& case_dir) {
  PersonSplits splits;
  const std::filesystem::path file = case_dir / "review.db";
  if (!std::filesystem::exists(file)) return splits;
  Database db(file, Database::Mode::read_only);
  if (db.scalar("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'splits'") == 0)
    return splits;
  Statement rows = db.prepare(
      "SELECT kind_a, value_a, kind_b, value_b FROM splits ORDER BY kind_a, value_a, kind_b, value_b");
  while (rows.step()) {
    splits.emplace_back(SelectorForm{std::string(rows.text(0)), std::string(rows.text(1))},
                        SelectorForm{std::string(rows.text(2)), std::string(rows.text(3))});
  }
  return splits;
}

Joined join_devices(const std::vector<const ItemReader*>& items, const std::filesystem::path& scratch_dir,
                    const PersonSplits& splits) {
  const LinkRules& rules = LinkRules::builtin();
  std::vector<std::string> sources;
  for (const ItemReader* item : items) sources.push_back(item->source().name);

  // Who is on a card comes first: it says whose messages in groups are worth counting.
  PersonMerge persons(rules);
  for (const auto& [a, b] : splits) persons.never_merge(a, b);
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const std::string_view type : {"account", "device", "contact"}) {
      items[i]->for_each_record(type, [&](const StoredRecord& stored) {
        persons.add_card(static_cast<std::uint16_t>(i), profile_of(stored.record.from.path),
                         sightings_of(stored));
      });
    }
  }

  SelectorMerge selectors(scratch_dir);
  NearTexts texts(scratch_dir);
  NearPhotos photos;
  std::unordered_set<std::uint64_t> owner_wrote;  // device and conversation; looked up only
  std::vector<PlacePoint> points;
  std::vector<DropEvents> events;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto device = static_cast<std::uint16_t>(i);
    const SpokenTexts spoken = spoken_texts(*items[i]);
    const TextFilter filter(*items[i]);
    DropGatherer gatherer(*items[i], spoken);
    const auto look_at_message = [&](const StoredRecord& message, bool speaks) {
      gatherer.see(message);
      if (message.record.text("direction") == "out") {
        owner_wrote.insert(std::uint64_t{device} << 32 | TextFilter::chat_of(message.record));
      }
      const std::string_view text = message.record.text("text");
      if (text.size() < kLeastNearText || !filter.takes(message)) return;
      texts.add({device, TextFilter::chat_of(message.record), speaks, message.id, {}}, text);
    };
    for_each_sighting(
        *items[i], spoken,
        [&](const Sighting& sighting) {
          selectors.add(device, sighting);
          persons.add_sighting(device, sighting);
        },
        look_at_message);
    events.push_back(gatherer.take());
    photos.add(device, *items[i]);
    std::vector<PlacePoint> here = points_of(device, events.back(), spoken);
    points.insert(points.end(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
  }

  Joined joined;
  LinkList links(items.size(), rules);
  links.add_selectors(selectors);
  links.add_texts(texts, [&](std::uint16_t device, std::uint32_t chat) {
    return owner_wrote.count(std::uint64_t{device} << 32 | chat) != 0;
  });
  links.add_photos(photos);
  links.add_places(shared_places(std::move(points)));
  for (const Link& link : links.take()) joined.links.emplace_back(link_id(link), link_record(link, sources));
  joined.left_out += links.left_out() + photos.left_out();
  joined.persons = person_records(persons, sources, joined.left_out);
  std::vector<Drop> drops = find_drops(events, EpisodeRules::builtin());
  std::stable_sort(drops.begin(), drops.end(),
                   [](const Drop& a, const Drop& b) { return a.score > b.score; });
  for (const Drop& drop : drops) joined.drops.emplace_back(drop.id, drop_record(drop));
  for (const DropEvents& each : events) joined.left_out += each.left_out;
  return joined;
}

}  // namespace ulika
