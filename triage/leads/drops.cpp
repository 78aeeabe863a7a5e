#include "triage/leads/drops.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "triage/case/ids.h"
#include "triage/leads/places.h"
#include "triage/leads/union_find.h"

namespace ulika {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180;
// A camera's clock without a zone may be read up to this much off.
constexpr std::int64_t kZoneSlack = std::int64_t{14} * 3'600'000;

// Events that lie within a window around a time, of a list that is sorted by time.
template <class Event, class Visit>
void in_window(const std::vector<Event>& events, TimeMs from, TimeMs to, const Visit& visit) {
  auto it = std::lower_bound(events.begin(), events.end(), from,
                             [](const Event& e, TimeMs at) { return e.at < at; });
  for (; it != events.end() && it->at <= to; ++it) visit(*it);
}

// What lies around the places of one device, found quickly.
struct Around {
  std::map<std::uint32_t, std::vector<TalkEvent>> talk;  // by chat, in order of time
  std::unordered_map<std::string, const TalkEvent*> by_record;
  std::map<std::uint32_t, std::vector<PlaceEvent>> places;

  explicit Around(const DropEvents& events) {
    for (const TalkEvent& said : events.talk) {
      talk[said.chat].push_back(said);
      by_record[said.record_id] = &said;
    }
    for (const PlaceEvent& place : events.places) places[place.chat].push_back(place);
  }
};

// The parts that one rule adds to the episode of a place.
std::vector<std::string> parts_of(const EpisodeRule& rule, const PlaceEvent& place, const DropEvents& events,
                                  const Around& around) {
  std::vector<std::string> ids;
  const bool chat_wide = rule.where == EpisodeRule::Where::chat;
  if (place.at == 0 && rule.where != EpisodeRule::Where::record) return ids;
  if (chat_wide && place.chat == 0) return ids;
  const TimeMs from = place.at - rule.before_ms, to = place.at + rule.after_ms;
  switch (rule.part) {
    case EpisodeRule::Part::text: {
      const auto says = [&](const TalkEvent& said) {
        return std::find(said.categories.begin(), said.categories.end(), rule.category) !=
               said.categories.end();
      };
      if (rule.where == EpisodeRule::Where::record) {
        const auto it = around.by_record.find(place.message_id);
        if (it != around.by_record.end() && says(*it->second)) ids.push_back(place.message_id);
        return ids;
      }
      const auto it = around.talk.find(place.chat);
      if (it == around.talk.end()) return ids;
      in_window(it->second, from, to, [&](const TalkEvent& said) {
        if (said.record_id != place.message_id && says(said)) ids.push_back(said.record_id);
      });
      return ids;
    }
    case EpisodeRule::Part::picture: {
      const auto it = around.talk.find(place.chat);
      if (it == around.talk.end()) return ids;
      in_window(it->second, from, to, [&](const TalkEvent& said) {
        if (said.picture) ids.push_back(said.record_id);
      });
      return ids;
    }
    case EpisodeRule::Part::photo:
      in_window(events.photos, from - kZoneSlack, to + kZoneSlack, [&](const PhotoEvent& photo) {
        if (photo.zone_known && (photo.at < from || photo.at > to)) return;
        if (metres_between(place.latitude, place.longitude, photo.latitude, photo.longitude) <=
            rule.radius_m) {
          ids.push_back(photo.record_id);
        }
      });
      return ids;
    case EpisodeRule::Part::payment:
      in_window(events.payments, from, to, [&](const PaymentEvent& payment) {
        if (!chat_wide || payment.chat == place.chat) ids.push_back(payment.record_id);
      });
      return ids;
    case EpisodeRule::Part::series: {
      const auto it = around.places.find(place.chat);
      if (it == around.places.end() || place.side == 0) return ids;
      std::set<std::pair<long, long>> distinct;  // about 10 m
      in_window(it->second, from, to, [&](const PlaceEvent& other) {
        if (other.side != place.side) return;
        if (distinct.emplace(std::lround(other.latitude * 1e4), std::lround(other.longitude * 1e4)).second) {
          ids.push_back(other.record_id);
        }
      });
      if (distinct.size() < rule.least) ids.clear();
      return ids;
    }
  }
  return ids;
}

struct Episode {
  Drop drop;
  std::map<std::string, std::pair<double, std::set<std::string>>> rules;  // points and ids, by rule
  bool speaks = false;
};

Episode episode_of(const PlaceEvent& place, const DropEvents& events, const Around& around,
                   const EpisodeRules& rules) {
  Episode episode;
  Drop& drop = episode.drop;
  drop.id = stable_id({"drop", events.source, place.record_id});
  drop.latitude = place.latitude;
  drop.longitude = place.longitude;
  drop.at = place.at;
  drop.sources = {events.source};
  drop.parts.push_back({events.source, place.record_id, "place"});
  if (!place.message_id.empty()) drop.parts.push_back({events.source, place.message_id, "message"});
  for (const EpisodeRule& rule : rules.rules) {
    std::vector<std::string> ids = parts_of(rule, place, events, around);
    if (ids.empty()) continue;
    episode.speaks = episode.speaks || rule.speaks;
    auto& held = episode.rules[rule.name];
    held.first = rule.points;
    held.second.insert(ids.begin(), ids.end());
    if (ids.size() > kMostParts) ids.resize(kMostParts);
    for (std::string& id : ids) drop.parts.push_back({events.source, std::move(id), rule.name});
  }
  return episode;
}

double score_of(const Episode& episode) {
  double score = 0;
  for (const auto& [name, found] : episode.rules) score += found.first;
  return std::min(100.0, score);
}

void unite(Episode& into, Episode&& other) {
  Drop& drop = into.drop;
  drop.parts.insert(drop.parts.end(), other.drop.parts.begin(), other.drop.parts.end());
  drop.sources.insert(drop.sources.end(), other.drop.sources.begin(), other.drop.sources.end());
  for (auto& [name, found] : other.rules) {
    auto& held = into.rules[name];
    held.first = found.first;
    held.second.merge(found.second);
  }
  into.speaks = into.speaks || other.speaks;
}

// Episodes of one place and time, by a grid of cells that are no smaller than the radius.
void unite_near(const std::vector<Episode>& episodes, const EpisodeRules& rules, UnionFind& sets) {
  const double size = rules.same_place_radius_m / kMetresPerDegree;
  std::map<std::pair<long, long>, std::vector<std::uint32_t>> rows;  // by cell
  const auto column_of = [&](double longitude, long row) {
    // Columns are as wide as the row's cells are high, at the row's own latitude.
    const double shrink = std::max(0.01, std::cos(static_cast<double>(row) * size * kRadians));
    return std::lround(longitude * shrink / size);
  };
  for (std::uint32_t i = 0; i < episodes.size(); ++i) {
    const Drop& drop = episodes[i].drop;
    const long row = std::lround(drop.latitude / size);
    rows[{row, column_of(drop.longitude, row)}].push_back(i);
  }
  for (std::uint32_t i = 0; i < episodes.size(); ++i) {
    const Drop& drop = episodes[i].drop;
    const long row = std::lround(drop.latitude / size);
    for (long r = row - 1; r <= row + 1; ++r) {
      const long column = column_of(drop.longitude, r);
      for (long c = column - 2; c <= column + 2; ++c) {
        const auto cell = rows.find({r, c});
        if (cell == rows.end()) continue;
        for (const std::uint32_t j : cell->second) {
          const Drop& other = episodes[j].drop;
          if (j <= i || std::llabs(other.at - drop.at) > rules.same_place_time_ms) continue;
          if (metres_between(drop.latitude, drop.longitude, other.latitude, other.longitude) <=
              rules.same_place_radius_m) {
            sets.unite(i, j);
          }
        }
      }
    }
  }
}

}  // namespace

std::vector<Drop> find_drops(const std::vector<DropEvents>& devices, const EpisodeRules& rules) {
  std::vector<Episode> episodes;
  for (const DropEvents& events : devices) {
    const Around around(events);
    for (const PlaceEvent& place : events.places) {
      Episode episode = episode_of(place, events, around, rules);
      // What adds nothing to a place is no part of an episode with another either.
      if (!episode.rules.empty()) episodes.push_back(std::move(episode));
    }
  }
  std::sort(episodes.begin(), episodes.end(), [](const Episode& a, const Episode& b) {
    return std::tie(a.drop.at, a.drop.id) < std::tie(b.drop.at, b.drop.id);
  });
  UnionFind sets(static_cast<std::uint32_t>(episodes.size()));
  unite_near(episodes, rules, sets);
  for (std::uint32_t i = 0; i < episodes.size(); ++i) {
    if (const std::uint32_t first = sets.find(i); first != i) unite(episodes[first], std::move(episodes[i]));
  }
  std::vector<Drop> drops;
  for (std::uint32_t i = 0; i < episodes.size(); ++i) {
    if (sets.find(i) != i) continue;
    Episode& episode = episodes[i];
    Drop& drop = episode.drop;
    std::sort(drop.sources.begin(), drop.sources.end());
    drop.sources.erase(std::unique(drop.sources.begin(), drop.sources.end()), drop.sources.end());
    drop.score = score_of(episode);
    if (drop.sources.size() > 1) drop.score = std::min(100.0, drop.score + rules.same_place_points);
    if (!episode.speaks || drop.score < rules.least_score) continue;
    for (const EpisodeRule& rule : rules.rules) {
      const auto it = episode.rules.find(rule.name);
      if (it == episode.rules.end()) continue;
      drop.reasons.push_back({rule.name, rule.points, static_cast<std::int64_t>(it->second.second.size())});
    }
    if (drop.sources.size() > 1) {
      drop.reasons.push_back(
          {"same_place", rules.same_place_points, static_cast<std::int64_t>(drop.sources.size())});
    }
    std::sort(drop.parts.begin(), drop.parts.end());
    drop.parts.erase(std::unique(drop.parts.begin(), drop.parts.end()), drop.parts.end());
    drops.push_back(std::move(drop));
  }
  return drops;
}

}  // namespace ulika
