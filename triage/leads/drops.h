// Drops: a place that was sent, the words about it, pictures, photos and payments around it as one episode,
// with the rules that joined them.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "triage/leads/drop_events.h"
#include "triage/leads/episode_rules.h"

namespace ulika {

struct DropPart {
  std::string source;  // evidence name
  std::string record_id;
  std::string rule;  // "place", "message", or the rule that joined it
  bool operator<(const DropPart& o) const {
    return std::tie(source, rule, record_id) < std::tie(o.source, o.rule, o.record_id);
  }
  bool operator==(const DropPart&) const = default;
};
struct DropReason {
  std::string rule;
  double points = 0;
  std::int64_t count = 0;  // parts that the rule found
};

struct Drop {
  std::string id;
  double latitude = 0, longitude = 0;  // as it was sent first
  TimeMs at = 0;                       // when; 0 where no time is known
  double score = 0;                    // 0 to 100
  std::vector<std::string> sources;    // devices that hold a part, sorted
  std::vector<DropPart> parts;         // sorted; of each rule up to kMostParts
  std::vector<DropReason> reasons;     // in the order of the rules
};

constexpr std::size_t kMostParts = 20;

// Episodes of all devices that reach the least score and of which some part speaks; those of one place and
// time are one, on one device and across devices. In order of time, then id.
std::vector<Drop> find_drops(const std::vector<DropEvents>& devices, const EpisodeRules& rules);

}  // namespace ulika
