// EpisodeRules: which things around a place that was sent make it a drop, as a table that a laboratory may
// edit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

struct EpisodeRule {
  enum class Part : std::uint8_t { text, picture, photo, payment, series };
  enum class Where : std::uint8_t { record, chat, any };
  std::string name;
  Part part = Part::text;
  std::string category;   // of a text
  std::size_t least = 0;  // places of a series
  Where where = Where::chat;
  std::int64_t before_ms = 0, after_ms = 0;
  double radius_m = 0;
  double points = 0;
  bool speaks = false;
};

struct EpisodeRules {
  std::vector<EpisodeRule> rules;
  double least_score = 0;
  double same_place_radius_m = 0;
  std::int64_t same_place_time_ms = 0;
  double same_place_points = 0;

  // The table that is part of the program (episode_rules.tsv, which says what its columns mean).
  static const EpisodeRules& builtin();
  // Refuses, with its number, a line that is wrong.
  static Result<EpisodeRules> parse(std::string_view table);
};

}  // namespace ulika
